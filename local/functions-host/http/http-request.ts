/** Converts a node:http request to the form that the worker's library expects, with Kestrel's limits. */
import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';

import type { HttpTriggerData } from '../worker/protocol.ts';

const maxRequestLine = 8 * 1024;
const maxHeaderBytes = 32 * 1024;
const maxHeaderCount = 100;

/** As strict as Kestrel's: a Host header cannot smuggle in a path, a query or a user. */
const hostPattern = /^(\[[\da-f:.]+\]|[\w!$&'()\-.~]*)(:\d{1,5})?$/i;

/** The status with which Kestrel would refuse the request head, or undefined. */
export function refuseHead(request: IncomingMessage): 400 | 414 | 431 | undefined {
  const { method = '', url = '', rawHeaders } = request;
  if (method.length + url.length + ' HTTP/1.1\r\n'.length + 1 > maxRequestLine) return 414;
  const headerBytes = rawHeaders.reduce((sum, text) => sum + text.length + 2, 0);
  if (rawHeaders.length / 2 > maxHeaderCount || headerBytes > maxHeaderBytes) return 431;
  if (/%00|[^!-~]/.test(url) || !rawHeaders.every(isUtf8Text)) return 400;
  return requestUrl(request) === undefined ? 400 : undefined;
}

/** Undefined when target and Host header form no valid URL. Ignores X-Forwarded-*. */
export function requestUrl({ url = '', headersDistinct }: IncomingMessage): URL | undefined {
  const [host = '', another] = headersDistinct['host'] ?? [];
  if (another !== undefined || !hostPattern.test(host)) return undefined;
  // Kestrel takes these two as ordinary characters of path and query.
  const target = url.replaceAll('#', '%23').replaceAll('\\', '%5C');
  // Without a host, as HTTP/1.0 permits, the path counts all the same.
  const origin = `http://${host.startsWith(':') || host === '' ? `host.invalid${host}` : host}`;
  const pathAndQuery = target.startsWith('/') ? target : pathOfAbsolute(target);
  return URL.canParse(`${origin}${pathAndQuery}`) ? new URL(`${origin}${pathAndQuery}`) : undefined;
}

/** The target of a request through a proxy is a whole URL; that of `OPTIONS *` is no path at all. */
function pathOfAbsolute(target: string): string {
  if (!URL.canParse(target)) return `/${target}`;
  const { pathname, search } = new URL(target);
  return `${pathname}${search}`;
}

/** node hands over header bytes as Latin-1; Kestrel reads UTF-8, and nothing else. */
const isUtf8Text = (text: string): boolean => isUtf8(Buffer.from(text, 'latin1'));
const asUtf8 = (text: string): string => Buffer.from(text, 'latin1').toString('utf8');

export function headersOf(request: IncomingMessage): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(request.headersDistinct).map(([name, values]) => [
      name,
      asUtf8((values ?? []).join(name === 'cookie' ? '; ' : ',')),
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
