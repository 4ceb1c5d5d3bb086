/** What a client already has, and in which type and coding it wants the rest (RFC 9110, 12.5 and 13.1.2). */
import type { HttpRequest } from '@azure/functions';

/** Whether `If-None-Match` names this version. The comparison is weak: a proxy that compresses an answer weakens its tag. */
export function isKnown({ headers }: Pick<HttpRequest, 'headers'>, etag: string): boolean {
  const given = headers.get('if-none-match');
  if (given === null) return false;
  if (given === etag) return true;
  const opaque = etag.replace(/^W\//, '');
  return given.trim() === '*' || [...given.matchAll(/"[^"]*"/g)].some(([tag]) => tag === opaque);
}

/**
 * Whether OpenMetrics is acceptable, and not less welcome than the older text. Prometheus asks for both, and prefers
 * this one. Versions that are not written here are not acceptable.
 */
export function prefersOpenMetrics({ headers }: Pick<HttpRequest, 'headers'>): boolean {
  const quality = { openMetrics: 0, text: 0 };
  for (const each of (headers.get('accept') ?? '').split(',')) {
    const [type = '', ...parameters] = each.split(';').map((part) => part.trim().toLowerCase());
    const version = parameters.find((part) => part.startsWith('version='))?.slice('version='.length);
    const given = qualityOf(parameters);
    if (type === 'application/openmetrics-text' && (version ?? '1.0.0') === '1.0.0')
      quality.openMetrics = Math.max(quality.openMetrics, given);
    if (type === 'text/plain' && (version ?? '0.0.4') === '0.0.4')
      quality.text = Math.max(quality.text, given);
  }
  return quality.openMetrics > 0 && quality.openMetrics >= quality.text;
}

/** Whether gzip is acceptable, and not less welcome than the plain text. */
export function prefersGzip({ headers }: Pick<HttpRequest, 'headers'>): boolean {
  const qualities = new Map<string, number>();
  for (const each of (headers.get('accept-encoding') ?? '').split(',')) {
    const [coding = '', ...parameters] = each.split(';').map((part) => part.trim().toLowerCase());
    const name = coding === 'x-gzip' ? 'gzip' : coding;
    qualities.set(name, Math.max(qualities.get(name) ?? 0, qualityOf(parameters)));
  }
  const others = qualities.get('*');
  const gzip = qualities.get('gzip') ?? others ?? 0;
  const plain = qualities.get('identity') ?? others ?? 0;
  return gzip > 0 && gzip >= plain;
}

/** From 0 to 1; whatever is no quality makes its coding unwelcome. */
function qualityOf(parameters: readonly string[]): number {
  const given = parameters.find((each) => /^q\s*=/.test(each));
  if (given === undefined) return 1;
  const [, quality] = /^q\s*=\s*(0(?:\.\d*)?|1(?:\.0*)?)$/.exec(given) ?? [];
  return Number(quality ?? 0);
}
