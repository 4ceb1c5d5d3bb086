/** Reads a server's address as people write it: `host`, `host,1433`, `tcp:host,1433`, `host\instance`. */
import type { ParsedSettings } from '../../core/settings/environment.ts';

export interface ServerAddress {
  readonly server: string;
  readonly port: number;
  readonly instance?: string | undefined;
}

const defaultPort = 1433;
const addressPattern = /^(?:tcp:)?([^\s\\,;:]+|\[[0-9a-f:]+\])(?:\\([^\s\\,;]+))?(?:\s*,\s*(\d+))?$/i;
const localNames = new Set(['.', '(.)', '(local)']);

export function parseServerAddress(text: string, port: number | undefined): ParsedSettings<ServerAddress> {
  const [, host, instance, portInText] = addressPattern.exec(text.trim()) ?? [];
  if (host === undefined) {
    const problem = `SQL_SERVER is ${JSON.stringify(text)}: expected a host name such as example.database.windows.net, optionally as host,port or host\\instance`;
    return { kind: 'invalid', problems: [problem] };
  }
  const ports = [port, portInText === undefined ? undefined : Number(portInText)].filter(
    (each) => each !== undefined,
  );
  if (new Set(ports).size > 1) {
    const problem = `SQL_SERVER names port ${ports[1]} and SQL_PORT is ${ports[0]}: expected one of them`;
    return { kind: 'invalid', problems: [problem] };
  }
  const server = localNames.has(host.toLowerCase()) ? 'localhost' : host.replace(/^\[|\]$/g, '');
  // A port makes the instance name superfluous: it only serves to look up a port.
  const named = ports.length === 0 && instance !== undefined ? { instance } : {};
  return { kind: 'valid', settings: { server, port: ports[0] ?? defaultPort, ...named } };
}
