/** Addresses of receivers as somebody writes them into a setting. They hold secrets: at most the host is ever shown. */

/** What became of the text of a setting. `expected` never quotes it. */
export type Read<T> =
  { readonly kind: 'valid'; readonly value: T } | { readonly kind: 'wrong'; readonly expected: string };

const wrong = (expected: string) => ({ kind: 'wrong', expected }) as const;

/** Without a fragment. Whether the address may be reached is decided for each connection, in address-rules.ts. */
export function readHttpUrl(text: string): Read<URL> {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    return wrong('expected an address that begins with https://');
  }
  if (url.username !== '' || url.password !== '')
    return wrong('expected an address without user and password');
  if (url.protocol === 'http:' && !isOwnMachine(url.hostname)) {
    return wrong(`expected https, but it begins with http://${shownHost(url)}`);
  }
  url.hash = '';
  return { kind: 'valid', value: url };
}

/** Only there is a connection without encryption permitted, and only in development. */
export const isOwnMachine = (hostname: string): boolean =>
  /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname);

/** A password that somebody pasted behind https:// would be a host as well, but one without a dot. */
export const shownHost = ({ hostname, host }: URL): string =>
  /[.:]|^localhost$/.test(hostname) ? host : '…';
