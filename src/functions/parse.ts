/** Reads what a caller sent. Whatever is wrong with it gets a 4xx that says what was expected, and changes nothing. */
import { isUtf8 } from 'node:buffer';
import type { HttpRequest, HttpResponseInit } from '@azure/functions';
import { type ErrorCode, largestBody } from '../api/error-codes.ts';
import { invalid, parseRequest, type RefusalDetail } from '../api/refusals.ts';
import { NoParameters } from '../api/schemas/query-parameters.ts';
import { IdempotencyKey } from '../api/schemas/requests.ts';
import { failure, refused } from './replies.ts';

export type Received<T> =
  | { readonly kind: 'received'; readonly value: T }
  | { readonly kind: 'answered'; readonly response: HttpResponseInit };

export type Schema = Parameters<typeof parseRequest>[0];
export type Output<S extends Schema> = Extract<
  ReturnType<typeof parseRequest<S>>,
  { kind: 'parsed' }
>['value'];

/** Routes with a body take no query: a date there would otherwise be ignored in silence. */
export async function readBody<S extends Schema>(
  request: HttpRequest,
  schema: S,
): Promise<Received<Output<S>>> {
  const query = readQuery(request, NoParameters);
  if (query.kind === 'answered') return query;
  const bytes = await request.arrayBuffer();
  // Hosts drop chunked bodies before they get here, and an empty one would be taken for "no wishes".
  if (bytes.byteLength === 0 && /chunked/i.test(request.headers.get('transfer-encoding') ?? '')) {
    const expected = 'a body with a Content-Length, not one sent in chunks';
    return wrong('length_required', { field: 'body', expected });
  }
  if (bytes.byteLength > largestBody) {
    const expected = `at most ${largestBody} bytes`;
    return wrong('body_too_large', { field: 'body', value: bytes.byteLength, expected });
  }
  const text = new TextDecoder().decode(bytes);
  if (text.trim() === '') return validate(schema, {});
  const contentType = request.headers.get('content-type') ?? undefined;
  if (!/^application\/json\s*(;|$)/i.test(contentType ?? '')) {
    const expected = 'application/json';
    return wrong('unsupported_media_type', { field: 'Content-Type', value: contentType, expected });
  }
  // Put right in silence, the text would be kept as something that nobody wrote.
  if (!isUtf8(bytes)) {
    return wrong('malformed_json', { field: 'body', value: text, expected: 'JSON in UTF-8' });
  }
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return wrong('malformed_json', { field: 'body', value: text, expected: `JSON (${why})` });
  }
  return validate(schema, body);
}

/** The host passes a caller's function key on as `code`, in any case; that is not the route's business. */
export function readQuery<S extends Schema>(request: HttpRequest, schema: S): Received<Output<S>> {
  const given = [...request.query].filter(([name]) => name.toLowerCase() !== 'code');
  return validate(schema, Object.fromEntries(given));
}

export function readIdempotencyKey(request: HttpRequest): Received<string | undefined> {
  const key = request.headers.get('idempotency-key');
  if (key === null) return { kind: 'received', value: undefined };
  const parsed = parseRequest(IdempotencyKey, key);
  if (parsed.kind === 'parsed') return { kind: 'received', value: parsed.value };
  const details = parsed.details.map((detail) => ({ ...detail, field: 'Idempotency-Key' }));
  return { kind: 'answered', response: refused(invalid(details)) };
}

function validate<S extends Schema>(schema: S, input: unknown): Received<Output<S>> {
  const parsed = parseRequest(schema, input);
  return parsed.kind === 'parsed'
    ? { kind: 'received', value: parsed.value }
    : { kind: 'answered', response: refused(parsed) };
}

function wrong(
  code: ErrorCode,
  detail: RefusalDetail,
): { readonly kind: 'answered'; readonly response: HttpResponseInit } {
  const { message, details } = invalid([detail]);
  return { kind: 'answered', response: failure(code, message, details) };
}
