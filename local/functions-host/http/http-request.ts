/** Converts a node:http request to the form that the worker's library expects, with Kestrel's limits. */
import type { IncomingMessage } from 'node:http';

import type { HttpTriggerData } from '../worker/protocol.ts';

const maxRequestLine = 8 * 1024;
const maxHeaderBytes = 32 * 1024;
const maxHeaderCount = 100;
const maxBodyBytes = 100 * 1024 * 1024;

/** The status with which Kestrel would refuse the request head, or undefined. */
export function refuseHead(request: IncomingMessage): 400 | 414 | 431 | undefined {
  const { method = '', url = '', rawHeaders } = request;
  if (method.length + url.length + ' HTTP/1.1\r\n'.length + 1 > maxRequestLine) return 414;
  const headerBytes = rawHeaders.reduce((sum, text) => sum + text.length + 2, 0);
  if (rawHeaders.length / 2 > maxHeaderCount || headerBytes > maxHeaderBytes) return 431;
  return /%00/.test(url) || requestUrl(request) === undefined ? 400 : undefined;
}

/** Undefined when target and Host header form no valid URL. Ignores X-Forwarded-*. */
export function requestUrl({ url = '', headers }: IncomingMessage): URL | undefined {
  const absolute = url.startsWith('/') ? `http://${headers.host ?? ''}${url}` : url;
  return URL.canParse(absolute) ? new URL(absolute) : undefined;
}

export function headersOf(request: IncomingMessage): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(request.headersDistinct).map(([name, values]) => [
      name,
      (values ?? []).join(name === 'cookie' ? '; ' : ','),
    ]),
  );
}

export function toTriggerData(
  request: IncomingMessage,
  url: URL,
  headers: Readonly<Record<string, string>>,
  params: Readonly<Record<string, string>>,
  body: Uint8Array | undefined,
): HttpTriggerData {
  return {
    url: url.href,
    method: request.method ?? 'GET',
    headers,
    params,
    query: joinRepeatedKeys(url.searchParams),
    body,
  };
}

/** Like ASP.NET's query collection: keys are case-insensitive, values of a repeated key are joined by commas. */
function joinRepeatedKeys(search: URLSearchParams): Record<string, string> {
  const joined = new Map<string, { key: string; values: string[] }>();
  for (const [key, value] of search) {
    const known = joined.get(key.toLowerCase());
    if (known === undefined) joined.set(key.toLowerCase(), { key, values: [value] });
    else known.values.push(value);
  }
  return Object.fromEntries([...joined.values()].map(({ key, values }) => [key, values.join(',')]));
}

export type RequestBody =
  { readonly kind: 'read'; readonly bytes: Uint8Array | undefined } | { readonly kind: 'too large' };

/** Ignores a chunked body unless host.json enables it: the real host only looks at Content-Length. */
export async function readBody(request: IncomingMessage, acceptChunked: boolean): Promise<RequestBody> {
  const length = Number(request.headers['content-length'] ?? Number.NaN);
  if (Number.isNaN(length) && !(acceptChunked && request.headers['transfer-encoding'] !== undefined)) {
    return { kind: 'read', bytes: undefined };
  }
  if (length > maxBodyBytes) return { kind: 'too large' };
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    // Keep reading: leaving the loop would destroy the socket that the answer needs.
    if (size <= maxBodyBytes) chunks.push(chunk);
  }
  if (size > maxBodyBytes) return { kind: 'too large' };
  return { kind: 'read', bytes: size === 0 ? undefined : Buffer.concat(chunks) };
}
