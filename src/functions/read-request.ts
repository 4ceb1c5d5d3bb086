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
): Promise<Parsed<Output<S>>> {
  const query = readQuery(request, NoParameters);
  if (query.kind === 'refused') return query;
  const bytes = await request.arrayBuffer();
  // Hosts drop chunked bodies before they get here: the request would look as if it had no body.
  if (bytes.byteLength === 0 && /chunked/i.test(request.headers.get('transfer-encoding') ?? '')) {
    const expected = 'a body with a Content-Length, not a chunked one';
    return invalid([{ field: 'body', expected }], 'length_required');
  }
  if (bytes.byteLength > largestBody) {
    const expected = `at most ${largestBody} bytes`;
    return invalid([{ field: 'body', value: bytes.byteLength, expected }], 'body_too_large');
  }
  const text = new TextDecoder().decode(bytes);
  if (text.trim() === '') return parseRequest(schema, {});
  const contentType = request.headers.get('content-type') ?? undefined;
  if (!/^application\/json\s*(;|$)/i.test(contentType ?? '')) {
    const expected = 'application/json';
    return invalid([{ field: 'Content-Type', value: contentType, expected }], 'unsupported_media_type');
  }
  // Never silently replace invalid UTF-8.
  if (!isUtf8(bytes)) {
    return invalid([{ field: 'body', value: text, expected: 'JSON in UTF-8' }], 'malformed_json');
  }
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return invalid([{ field: 'body', value: text, expected: `JSON (${why})` }], 'malformed_json');
  }
  return parseRequest(schema, body);
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
