/** An answer of any length and any content, as fast as the client reads it. */
import { doneProcToken, returnStatusToken } from '../../../../local/sql-server/tds/tokens.ts';
import { type HostileClient, unfinished, whole } from './hostile-server.ts';

/** Less than the 64 KB that a packet can have. */
const mostInPacket = 60_000;

/** Behind the tokens the procedure ends well, with return code 0, and then comes `after`. */
export function pour(client: HostileClient, tokens: Iterable<Buffer>, after = (): void => {}): void {
  const { socket } = client;
  const packets = inPackets(tokens);
  const write = (): void => {
    for (let next = packets.next(); next.done !== true; next = packets.next()) {
      if (!socket.writable) return;
      if (!socket.write(next.value)) return void socket.once('drain', write);
    }
    client.write(whole(returnStatusToken(0), doneProcToken(0)));
    after();
  };
  write();
}

function* inPackets(tokens: Iterable<Buffer>): Generator<Buffer, void, undefined> {
  for (const token of tokens) {
    for (let at = 0; at < token.length; at += mostInPacket) {
      yield unfinished(token.subarray(at, at + mostInPacket));
    }
  }
}

/** As many of the same token, many to a packet. */
export function* repeated(token: Buffer, times: number): Generator<Buffer, void, undefined> {
  const each = Math.max(1, Math.floor(mostInPacket / token.length));
  const many = Buffer.concat(Array.from({ length: each }, () => token));
  for (let left = times; left > 0; left -= each) yield many.subarray(0, Math.min(left, each) * token.length);
}
