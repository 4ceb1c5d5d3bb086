/** Requests that fetch would correct before sending, written to the socket byte for byte. */
import { connect } from 'node:net';

/** Sends the head (lines without line ends) and a body, and returns the server's whole answer. */
export async function sendRaw(
  port: number,
  head: readonly string[],
  body = '',
  /** Whether the client ends its side after the body, and then only listens. */
  { end = false } = {},
): Promise<string> {
  const socket = connect(port, '127.0.0.1').setEncoding('utf8');
  let answer = '';
  socket.on('data', (chunk: string) => (answer += chunk));
  // A server that refuses a head may reset the connection; its answer before that counts.
  socket.on('error', () => undefined);
  const closed = new Promise((resolve) => socket.once('close', resolve));
  socket.write(`${head.join('\r\n')}\r\n\r\n${body}`, 'latin1');
  if (end) socket.end();
  await closed;
  return answer;
}

export async function statusOfRaw(port: number, head: readonly string[], body = ''): Promise<number> {
  const answer = await sendRaw(port, head, body);
  return Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1]);
}
