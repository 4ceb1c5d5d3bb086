/**
 * What the app knows about its place on the web: who authenticates callers, whether it runs on somebody's own machine,
 * and which other origins its owner permits. Light, because it is read before the settings are.
 */
import { type Authentication, authenticationOf } from './authentication.ts';
import { type Environment, readSetting } from './read-setting.ts';
import { unresolvedProblem } from './setting-value.ts';

export interface OwnSite {
  readonly authentication: Authentication;
  /**
   * On a developer's machine nobody in front refuses foreign host names, and perhaps nobody asks for a key: whatever
   * page the developer visits can reach the app.
   */
  readonly local: boolean;
  /** False on a developer's machine whose host asks for no key: anybody can send any. */
  readonly checksKeys: boolean;
  /** Whether the last address in `X-Forwarded-For` is Azure's. Elsewhere, the caller alone writes this header. */
  readonly forwards: boolean;
  /** Pages of other sites that may send commands; on a developer's machine also further names of the app. */
  readonly permitted: readonly Origin[];
  /** What opens the metrics, where the setting is there at all; one that is invalid opens nothing. */
  readonly metricsToken: MetricsAccess;
}

export type MetricsAccess =
  { readonly kind: 'unset' } | { readonly kind: 'set'; readonly token: string | undefined };

export interface Origin {
  readonly scheme: 'http' | 'https';
  /** Name and port, in lower case; the port is always there. */
  readonly authority: string;
}

export function readOwnSite(environment: Environment): OwnSite {
  const permitted = [
    ...(readSetting(environment, 'ALLOWED_ORIGINS')?.split(',') ?? []),
    // Written by the platform: those that answer a preflight request anyway.
    ...(readSetting(environment, 'WEBSITE_CORS_ALLOWED_ORIGINS')?.split(',') ?? []),
  ];
  // Core Tools and our own host say so. Someone may have said so on Azure too, where the platform gives a name.
  const development = /^development$/i.test(readSetting(environment, 'AZURE_FUNCTIONS_ENVIRONMENT') ?? '');
  const name = parseAuthority(readSetting(environment, 'WEBSITE_HOSTNAME') ?? 'localhost', 'http');
  const local = development && name !== undefined && isLoopback(name);
  return {
    authentication: authenticationOf(environment['WEBSITE_AUTH_ENABLED']),
    local,
    checksKeys: !local || readSetting(environment, 'FUNCTIONS_KEYS_CHECKED') === 'true',
    forwards: [
      readSetting(environment, 'WEBSITE_SITE_NAME'),
      readSetting(environment, 'WEBSITE_INSTANCE_ID'),
    ].some((text) => text !== undefined),
    permitted: permitted.flatMap((text) => parseOrigin(text.trim()) ?? []),
    metricsToken: metricsAccess(readSetting(environment, 'METRICS_TOKEN')),
  };
}

/** For links in notices. Undefined where the platform has given the app no name. */
export function dashboardAddress(environment: Environment): string | undefined {
  const name = parseAuthority(readSetting(environment, 'WEBSITE_HOSTNAME') ?? '', 'https');
  if (name === undefined) return undefined;
  const origin = isLoopback(name) ? `http://${name}` : `https://${name.replace(/:443$/, '')}`;
  return `${origin}/scheduler/dashboard`;
}

function metricsAccess(token: string | undefined): MetricsAccess {
  if (token === undefined) return { kind: 'unset' };
  return { kind: 'set', token: isMetricsToken(token) ? token : undefined };
}

/** As a bearer token is written (RFC 6750), and not to be guessed: 32 characters of at least 10 kinds. */
export const isMetricsToken = (token: string): boolean =>
  /^[\w.~+/-]{32,200}={0,2}$/.test(token) &&
  new Set(token).size >= 10 &&
  unresolvedProblem(token) === undefined;

export const expectedToken =
  'expected 32 to 200 random letters, digits or -._~+/ without blanks, for example from: openssl rand -hex 32';

/** As a browser writes it: no path, no user, no dot at the end of the name. `null` and `*` are none. */
export function parseOrigin(text: string): Origin | undefined {
  const [, scheme, rest] = /^(https?):\/\/(.+)$/i.exec(text) ?? [];
  if (scheme === undefined || rest === undefined) return undefined;
  const known = scheme.toLowerCase() === 'https' ? 'https' : 'http';
  const authority = parseAuthority(rest, known);
  return authority === undefined ? undefined : { scheme: known, authority };
}

/** A Host header, or what stands behind `://`. Undefined when it is neither a name nor an address, with or without a port. */
export function parseAuthority(text: string, scheme: Origin['scheme']): string | undefined {
  const [, name, port] =
    /^(\[[\da-f:.]{2,45}\]|[a-z\d_](?:[a-z\d._-]{0,251}[a-z\d_])?)(?::(\d{1,5}))?$/i.exec(text) ?? [];
  if (name === undefined) return undefined;
  return `${name.toLowerCase()}:${Number(port ?? (scheme === 'https' ? 443 : 80))}`;
}

export const isLoopback = (authority: string): boolean =>
  /^(?:localhost|127\.0\.0\.1|\[::1\]):\d+$/.test(authority);
