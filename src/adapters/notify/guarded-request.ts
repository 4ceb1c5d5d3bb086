/** One HTTP request to a receiver: only to permitted addresses, without following redirects, limited in time and size. */
import { type LookupAddress, type LookupAllOptions, lookup } from 'node:dns';
import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { LookupFunction } from 'node:net';
import { type AddressRules, forbiddenAddress, forbiddenLiteral } from './address-rules.ts';

export interface GuardedRequest {
  readonly url: URL;
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export type Reply =
  | {
      readonly kind: 'answered';
      readonly status: number;
      readonly retryAfter: string | undefined;
      readonly location: string | undefined;
      /** Its beginning. */
      readonly text: string;
    }
  | { readonly kind: 'forbidden' | 'unanswered'; readonly problem: string };

/** As node:dns does. */
export type Resolve = (
  hostname: string,
  options: LookupAllOptions,
  answer: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

const longestAnswer = 64 * 1_024;

class ForbiddenAddress extends Error {}

/** Never rejects. Each request makes a connection of its own, so that no address is used that was not judged for it. */
export async function guardedRequest(
  { url, method, headers, body }: GuardedRequest,
  rules: AddressRules,
  signal: AbortSignal,
  resolve: Resolve = lookup,
): Promise<Reply> {
  const forbidden = forbiddenLiteral(url.hostname, rules);
  if (forbidden !== undefined) return { kind: 'forbidden', problem: `the address is ${forbidden}` };
  const send = url.protocol === 'https:' ? requestHttps : requestHttp;
  try {
    const { promise, resolve: answered, reject } = Promise.withResolvers<IncomingMessage>();
    const request = send(url, {
      method,
      headers: {
        ...headers,
        'user-agent': 'spJamkerja-scheduler',
        ...(method === 'POST' ? { 'content-length': String(Buffer.byteLength(body)) } : {}),
      },
      agent: false,
      lookup: judged(rules, resolve),
      signal,
    });
    request.on('response', answered).on('error', reject).end(body);
    const response = await promise;
    const text = await beginningOf(response);
    request.destroy();
    const { statusCode: status = 0, headers: said } = response;
    return {
      kind: 'answered',
      status,
      retryAfter: said['retry-after'],
      location: said.location,
      text,
    };
  } catch (error) {
    if (error instanceof ForbiddenAddress) return { kind: 'forbidden', problem: error.message };
    return { kind: 'unanswered', problem: signal.aborted ? 'no answer in time' : describe(error) };
  }
}

/** Whatever a name is said to be, only addresses that may be used are handed to the connection. */
const judged =
  (rules: AddressRules, resolve: Resolve): LookupFunction =>
  (hostname, options, answer) => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      if (error !== null) return answer(error, '');
      const permitted = addresses.filter(({ address }) => forbiddenAddress(address, rules) === undefined);
      const [first] = permitted;
      if (first === undefined) {
        const why = addresses.map(({ address }) => forbiddenAddress(address, rules)).at(0);
        return answer(new ForbiddenAddress(`the name leads to ${why ?? 'no address'}`), '');
      }
      if (options.all === true) return answer(null, permitted);
      return answer(null, first.address, first.family);
    });
  };

/** The status counts, whatever follows: a body that does not end, or breaks off, is as good as its beginning. */
async function beginningOf(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of response) {
      const bytes = Buffer.from(chunk);
      chunks.push(bytes);
      length += bytes.length;
      if (length >= longestAnswer) break;
    }
  } catch {
    // It broke off, or took too long.
  }
  return Buffer.concat(chunks).subarray(0, longestAnswer).toString('utf8');
}

/** The code alone: a message may quote the address. */
function describe(error: unknown): string {
  const code: unknown = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && /^[A-Z\d_]{1,60}$/.test(code)
    ? `the connection failed (${code})`
    : 'the connection failed';
}
