/** Reads what a caller sent. Whatever is wrong with it gets a 4xx that says what was expected, and changes nothing. */
import type { HttpRequest, HttpResponseInit } from '@azure/functions';
import { IdempotencyKey, parseRequest } from '../core/requests.ts';
import { failure, refused } from './http.ts';

export type Received<T> =
  | { readonly kind: 'received'; readonly value: T }
  | { readonly kind: 'answered'; readonly response: HttpResponseInit };

type Schema = Parameters<typeof parseRequest>[0];
type Output<S extends Schema> = Extract<ReturnType<typeof parseRequest<S>>, { kind: 'parsed' }>['value'];

const largestBody = 16_384;

export async function readBody<S extends Schema>(
  request: HttpRequest,
  schema: S,
): Promise<Received<Output<S>>> {
  const announced = Number(request.headers.get('content-length') ?? 0);
  if (announced > largestBody) return tooLarge(announced);
  const text = await request.text();
  if (text.length > largestBody) return tooLarge(text.length);
  if (text.trim() === '') return validate(schema, {});
  const contentType = request.headers.get('content-type') ?? '';
  if (!/^application\/json\s*(;|$)/i.test(contentType)) {
    const message = `Content-Type: expected application/json, got ${JSON.stringify(contentType)}`;
    return answered(failure(415, 'unsupported_media_type', message));
  }
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch (error) {
    const message = `body: expected JSON, got ${JSON.stringify(text.slice(0, 80))} (${error instanceof Error ? error.message : String(error)})`;
    return answered(failure(400, 'malformed_json', message));
  }
  return validate(schema, body);
}

/** The host passes a caller's function key on as `code`; that is not the route's business. */
export function readQuery<S extends Schema>(request: HttpRequest, schema: S): Received<Output<S>> {
  const { code: _, ...query } = Object.fromEntries(request.query);
  return validate(schema, query);
}

export function readIdempotencyKey(request: HttpRequest): Received<string | undefined> {
  const key = request.headers.get('idempotency-key');
  if (key === null) return { kind: 'received', value: undefined };
  const parsed = parseRequest(IdempotencyKey, key);
  if (parsed.kind === 'parsed') return { kind: 'received', value: parsed.value };
  const details = parsed.details.map((detail) => ({ ...detail, field: 'Idempotency-Key' }));
  return answered(
    refused({ ...parsed, message: parsed.message.replace('body', 'Idempotency-Key'), details }),
  );
}

function validate<S extends Schema>(schema: S, input: unknown): Received<Output<S>> {
  const parsed = parseRequest(schema, input);
  return parsed.kind === 'parsed' ? { kind: 'received', value: parsed.value } : answered(refused(parsed));
}

const answered = (
  response: HttpResponseInit,
): { readonly kind: 'answered'; readonly response: HttpResponseInit } => ({
  kind: 'answered',
  response,
});

const tooLarge = (size: number) =>
  answered(failure(413, 'body_too_large', `body: expected at most ${largestBody} bytes, got ${size}`));
