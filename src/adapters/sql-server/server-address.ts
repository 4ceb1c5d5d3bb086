/**
 * Reads a server's address as people write it: `host`, `host,1433`, `tcp:host,1433`, `host\instance`, `[fd00::5],1433`.
 * Nothing of an address that is refused is shown, because it may be a URL with a password in it.
 */
import type { ParsedSettings } from '../../core/settings/environment.ts';

export interface ServerAddress {
  readonly server: string;
  readonly port: number;
  readonly instance?: string | undefined;
}

const defaultPort = 1433;
const localNames = new Set(['.', '(.)', '(local)']);

const ipv6 = String.raw`[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7}(?:[\d.]{0,15})?(?:%[\w.-]{1,30})?`;
const host = String.raw`\[(?<bracketed>${ipv6})\]|(?<bare>${ipv6})|(?<name>[\p{L}\p{N}_.-]{1,255}|\(\.\)|\(local\))`;
const address = new RegExp(
  String.raw`^(?:tcp:\s{0,5})?(?:${host})(?:\\(?<instance>[\p{L}_#&][\p{L}\p{N}_#$&-]{0,30}))?\s{0,20}(?:,\s{0,20}(?<port>\d{1,9})|(?<=\]):(?<colonPort>\d{1,9}))?$`,
  'iu',
);

/** What is wrong with the others, the first that fits. */
const misreadings: readonly (readonly [RegExp, string])[] = [
  [/^\s*jdbc:|:\/\//i, 'is a URL'],
  [/[;=]/, 'is a connection string or a part of one, which belongs in SQL_CONNECTION_STRING'],
  [/^\s*(?:np:|lpc:|\\\\)/i, 'asks for named pipes or shared memory, but only TCP/IP is supported'],
  [/^\s*admin:/i, 'asks for the administrator’s own connection, which this app must not take'],
  [/localdb/i, 'is LocalDB, which only Windows programs on the same machine reach'],
  [/@/, 'contains @, which no server name does'],
  [/\//, 'contains /, but an instance is written with \\'],
  [/[{}<>]/, 'contains a placeholder'],
  [
    /^(?:tcp:)?[^:\s]+:\d+$/i,
    'has a colon in front of the port, but SQL Server’s addresses have a comma there',
  ],
];

const expected =
  'expected a host name such as example.database.windows.net, optionally as host,port or host\\instance';

export function parseServerAddress(
  text: string,
  port: number | undefined,
  labelOf: (name: string) => string = (name) => name,
): ParsedSettings<ServerAddress> {
  const label = labelOf('SQL_SERVER');
  const trimmed = text.trim();
  const { bracketed, bare, name, instance, ...ports } =
    (trimmed.length > 500 ? undefined : address.exec(trimmed)?.groups) ?? {};
  const found = bracketed ?? bare ?? name;
  if (found === undefined || misread(found)) {
    const why = misreadings.find(([pattern]) => pattern.test(trimmed.slice(0, 2_000)))?.[1];
    return invalid(
      why === undefined
        ? `${label} has a wrong value (not shown): ${expected}`
        : `${label} ${why}: ${expected}`,
    );
  }
  const written = ports['port'] ?? ports['colonPort'];
  const portInText = written === undefined ? undefined : Number(written);
  if (portInText !== undefined && (portInText < 1 || portInText > 65_535)) {
    return invalid(`the port in ${label} is impossible: expected one from 1 to 65535`);
  }
  if (port !== undefined && portInText !== undefined && port !== portInText) {
    return invalid(
      `${label} names port ${portInText} and ${labelOf('SQL_PORT')} is ${port}: expected one of them`,
    );
  }
  const server = localNames.has(found.toLowerCase()) ? 'localhost' : found;
  const given = port ?? portInText;
  // A port makes the instance name superfluous: it only serves to look up a port.
  const named = given === undefined && instance !== undefined && !isDefault(instance) ? { instance } : {};
  return { kind: 'valid', settings: { server, port: given ?? defaultPort, ...named } };
}

const invalid = (problem: string) => ({ kind: 'invalid', problems: [problem] }) as const;

/** Dots alone are no name, except the one that stands for this machine. */
const misread = (found: string): boolean => /^[.:_-]+$/.test(found) && found !== '.';

const isDefault = (instance: string): boolean => instance.toUpperCase() === 'MSSQLSERVER';

/** An IPv6 address in brackets, so that its port can be told from it. */
export const describeAddress = ({ server, port, instance }: ServerAddress): string => {
  const shown = server.includes(':') ? `[${server}]` : server;
  return instance === undefined ? `${shown}:${port}` : `${shown}\\${instance}`;
};
