/** Requests over connections that stay open, and ticks by hand, each timed from here. */
import { Agent, type IncomingHttpHeaders, request } from 'node:http';
import type { HostProcess } from '../support/host-process.ts';

export interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** Of the body, as it was sent. */
  readonly bytes: number;
}

export interface Asking {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

const agent = new Agent({ keepAlive: true, maxSockets: 16 });

/** No caller asks as often as all of them: the app would refuse it (src/functions/admission.ts). */
let asked = 0;
const caller = (): string => `bench-${Math.floor((asked += 1) / 400)}`;

export function ask(
  url: string,
  { method = 'GET', headers = {}, body: sentBody = '' }: Asking = {},
): Promise<Reply> {
  const { promise, resolve, reject } = Promise.withResolvers<Reply>();
  const length = sentBody === '' ? {} : { 'content-length': String(Buffer.byteLength(sentBody)) };
  const sent = request(
    url,
    { method, agent, headers: { 'x-functions-key': caller(), ...headers, ...length } },
    (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const body = Buffer.concat(chunks);
        const { statusCode = 0, headers: told } = response;
        resolve({ status: statusCode, headers: told, text: body.toString(), bytes: body.length });
      });
    },
  );
  sent.on('error', reject);
  sent.end(sentBody);
  return promise;
}

/** Milliseconds. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** What another status would measure is something else. */
export async function askFor(status: number, url: string, asking: Asking = {}): Promise<Reply> {
  const reply = await ask(url, asking);
  if (reply.status === status) return reply;
  throw new Error(`${url} answered ${reply.status} instead of ${status}: ${reply.text.slice(0, 500)}`);
}

/** Invokes the timer and waits until the host logs its end. */
export async function fireTimer(host: HostProcess, name: string): Promise<void> {
  const from = host.lines().length;
  const json = { 'content-type': 'application/json' };
  const [, end] = await Promise.all([
    askFor(202, host.url(`/admin/functions/${name}`), { method: 'POST', headers: json, body: '{}' }),
    host.waitForLine(new RegExp(`Executed 'Functions\\.${name}' `), from),
  ]);
  if (!end.includes('(Succeeded, '))
    throw new Error(`${name} failed:\n${host.lines().slice(from).join('\n')}`);
}
