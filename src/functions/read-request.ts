/** Reads query, body and headers. An invalid request is refused with what was expected, and changes nothing. */
import { isUtf8 } from 'node:buffer';
import type { HttpRequest } from '@azure/functions';
import { largestBody } from '../api/error-codes.ts';
import { type Output, type Parsed, parseRequest, type Schema } from '../api/parse-request.ts';
import { invalid } from '../api/refusals.ts';
import { NoParameters } from '../api/schemas/query-parameters.ts';
import { IdempotencyHeader } from '../api/schemas/requests.ts';
import { omitUndefined } from '../core/omit-undefined.ts';
import { storedRunId } from '../core/run/run-id.ts';

/** Routes with a body take no query parameters: a date there would otherwise be ignored silently. */
export async function readBody<S extends Schema>(
  request: HttpRequest,
  schema: S,
  largest = largestBody,
): Promise<Parsed<Output<S>>> {
  const query = readQuery(request, NoParameters);
  if (query.kind === 'refused') return query;
  const body = await readText(request, largest, ['application/json']);
  if (body.kind === 'refused') return body;
  const { text } = body.value;
  if (text.trim() === '') return parseRequest(schema, {});
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return invalid([{ field: 'body', value: text, expected: `JSON (${why})` }], 'malformed_json');
  }
  return parseRequest(schema, json);
}

/** The body of one of these types; an empty one may have any. */
export async function readText(
  request: HttpRequest,
  largest: number,
  types: readonly string[],
): Promise<Parsed<{ readonly text: string; readonly type: string }>> {
  const bytes = await request.arrayBuffer();
  // Hosts drop chunked bodies before they get here: the request would look as if it had no body.
  if (bytes.byteLength === 0 && /chunked/i.test(request.headers.get('transfer-encoding') ?? '')) {
    const expected = 'a body with a Content-Length, not a chunked one';
    return invalid([{ field: 'body', expected }], 'length_required');
  }
  if (bytes.byteLength > largest) {
    const expected = `at most ${largest} bytes`;
    return invalid([{ field: 'body', value: bytes.byteLength, expected }], 'body_too_large');
  }
  const text = new TextDecoder().decode(bytes);
  const contentType = request.headers.get('content-type') ?? undefined;
  const type = /^[^\s;]*/.exec(contentType ?? '')?.[0].toLowerCase() ?? '';
  if (text.trim() === '') return { kind: 'parsed', value: { text, type } };
  if (!types.includes(type)) {
    const expected = types.join(', ').replace(/, ([^,]*)$/, ' or $1');
    return invalid([{ field: 'Content-Type', value: contentType, expected }], 'unsupported_media_type');
  }
  // Never silently replace invalid UTF-8.
  if (!isUtf8(bytes)) {
    const expected = type === 'application/json' ? 'JSON in UTF-8' : 'text in UTF-8';
    return invalid([{ field: 'body', value: text, expected }], 'malformed_json');
  }
  return { kind: 'parsed', value: { text, type } };
}

/** The host passes a caller's function key on as `code`, in upper or lower case; no route takes it as a parameter. */
export function readQuery<S extends Schema>(request: HttpRequest, schema: S): Parsed<Output<S>> {
  const given = [...request.query].filter(([name]) => name.toLowerCase() !== 'code');
  return parseRequest(schema, Object.fromEntries(given));
}

/** Undefined where the path has none. */
export function runIdIn({ params: { id } }: HttpRequest): string | undefined {
  return id === undefined ? undefined : storedRunId(id);
}

export function readIdempotencyKey(request: HttpRequest): Parsed<string | undefined> {
  const value = request.headers.get('idempotency-key') ?? undefined;
  const parsed = parseRequest(IdempotencyHeader, omitUndefined({ 'Idempotency-Key': value }));
  return parsed.kind === 'refused' ? parsed : { ...parsed, value: parsed.value['Idempotency-Key'] };
}

const basisWords =
  'the revision that the change is based on, as "7" or as the ETag of GET, or * to replace whatever there is';

/**
 * What a replacement is based on, by `If-Match`; undefined for `*`. A weak tag counts, too: its number names one document,
 * whatever else the tag covers.
 */
export function readBasis({ headers }: HttpRequest): Parsed<number | undefined> {
  const value = headers.get('if-match')?.trim();
  if (value === undefined || value === '')
    return invalid([{ field: 'If-Match', expected: basisWords }], 'precondition_required');
  if (value === '*') return { kind: 'parsed', value: undefined };
  const [, revision] = /^(?:W\/)?"(\d{1,15})(?:\.[\da-f]+)?"$/.exec(value) ?? [];
  return revision === undefined
    ? invalid([{ field: 'If-Match', value, expected: basisWords }])
    : { kind: 'parsed', value: Number(revision) };
}
