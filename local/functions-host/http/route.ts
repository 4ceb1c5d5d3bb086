/**
 * Route templates as the Functions host matches them: case-insensitive literals, `{id}`, `{id:int}`
 * and an optional last `{id?}`. A trailing slash is allowed, an empty segment is not.
 */

type Segment =
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'parameter'; readonly name: string; readonly int: boolean; readonly optional: boolean };

export interface Route {
  readonly template: string;
  /** The parameters when the path matches, otherwise undefined. */
  match(path: readonly string[]): Readonly<Record<string, string>> | undefined;
  /** Sort key: of two matching routes, the one that sorts first wins (literal before parameter). */
  readonly precedence: string;
}

/** Throws when the template uses a syntax that this host does not support. */
export function parseRoute(template: string): Route {
  const segments = template.split('/').filter(Boolean).map(parseSegment);
  const required = segments.filter((segment) => segment.kind === 'literal' || !segment.optional).length;

  function match(path: readonly string[]): Readonly<Record<string, string>> | undefined {
    if (path.length < required || path.length > segments.length) return undefined;
    const params: Record<string, string> = {};
    for (const [index, segment] of segments.entries()) {
      const text = path[index];
      if (text === undefined) break;
      if (!fits(segment, text)) return undefined;
      if (segment.kind === 'parameter') params[segment.name] = text;
    }
    return params;
  }

  return { template: segments.map(toText).join('/'), match, precedence: segments.map(rank).join('') };
}

function parseSegment(text: string, index: number, all: readonly string[]): Segment {
  if (!/[{}]/.test(text)) return { kind: 'literal', text };
  const parts = /^\{(?<name>\w+)(?<int>:int)?(?<optional>\?)?\}$/.exec(text)?.groups;
  const name = parts?.['name'];
  const optional = parts?.['optional'] !== undefined;
  if (name === undefined || (optional && index !== all.length - 1)) {
    throw new Error(
      `The route segment '${text}' is not supported by this host: expected a literal, {name}, {name:int}, or {name?} at the end.`,
    );
  }
  return { kind: 'parameter', name, int: parts?.['int'] !== undefined, optional };
}

function fits(segment: Segment, text: string): boolean {
  if (segment.kind === 'literal') {
    // Most do not even have the same length, and every request is compared with many routes.
    return text.length === segment.text.length && text.toLowerCase() === segment.text.toLowerCase();
  }
  return text !== '' && (!segment.int || /^-?\d{1,10}$/.test(text));
}

function toText(segment: Segment): string {
  if (segment.kind === 'literal') return segment.text;
  return `{${segment.name}${segment.int ? ':int' : ''}${segment.optional ? '?' : ''}}`;
}

function rank(segment: Segment): number {
  if (segment.kind === 'literal') return 1;
  return (segment.int ? 2 : 3) + (segment.optional ? 2 : 0);
}

/**
 * The segments of a request path, percent-decoded except for %2F. Only one trailing slash is
 * allowed.
 */
export function splitPath(pathname: string): readonly string[] {
  const path = pathname.replace(/^\//, '').replace(/\/$/, '');
  return path === '' && pathname.length <= 1 ? [] : path.split('/').map(decodeSegment);
}

function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment.replaceAll(/%2f/gi, (slash) => `%25${slash.slice(1)}`));
  } catch {
    return segment;
  }
}
