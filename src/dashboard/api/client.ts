/** Calls the API. Every way in which a call can end is a value; nothing is thrown. */
import type { ClosedBy } from '../../api/schemas/coverage-schemas.ts';
import type { ErrorDetail } from '../../api/schemas/error-schemas.ts';

export interface ApiError {
  readonly code: string;
  readonly message: string;
  readonly details: readonly (ErrorDetail | string)[];
  /** With `not_settled`. */
  readonly dates?: readonly { readonly awal: string; readonly akhir: string }[];
  /** With `period_closed`. */
  readonly closed?: ClosedBy;
}

export interface Refused {
  readonly kind: 'refused';
  readonly status: number;
  readonly error: ApiError;
  /** When it may work. */
  readonly retryAfterSeconds?: number;
}

export type Problem =
  /** No key and no session, or one that is not accepted (any more). */
  | { readonly kind: 'unauthenticated' }
  | Refused
  /** No answer, or not one of the API. */
  | { readonly kind: 'unreachable' };

/** `serverTime`: when the answer was sent, by the server's clock, in epoch milliseconds, to the second. */
export type Answer<T> =
  | {
      readonly kind: 'answered';
      readonly data: T;
      readonly etag: string | undefined;
      readonly serverTime: number;
    }
  | { readonly kind: 'unchanged'; readonly serverTime: number }
  | Problem;

export interface Client {
  /** `etag`: of the latest answer. */
  readonly get: <T>(path: string, etag?: string) => Promise<Answer<T>>;
  /** The same key with the same body has an effect only once. */
  readonly post: <T>(path: string, body: object, idempotencyKey: string) => Promise<Answer<T>>;
  /** As `post`; refused unless what is replaced still has this revision. */
  readonly put: <T>(
    path: string,
    body: object,
    idempotencyKey: string,
    revision: number,
  ) => Promise<Answer<T>>;
  /** A question with a body: changes nothing. */
  readonly ask: <T>(path: string, body: object) => Promise<Answer<T>>;
}

/** Longer than the app waits for its storage. */
const patience = 20_000;

/** `key`: the function key, where the app asks for one. */
export function createClient(key: string | undefined): Client {
  const own = {
    // Without it the platform would redirect to the sign-in page.
    'X-Requested-With': 'XMLHttpRequest',
    ...(key === undefined ? {} : { 'x-functions-key': key }),
  };
  const send = <T>(method: 'POST' | 'PUT', path: string, body: object, more = {}): Promise<Answer<T>> =>
    ask(path, {
      method,
      headers: { ...own, 'Content-Type': 'application/json', ...more },
      body: JSON.stringify(body),
    });
  return {
    get: (path, etag) =>
      ask(path, { headers: { ...own, ...(etag === undefined ? {} : { 'If-None-Match': etag }) } }),
    post: (path, body, idempotencyKey) => send('POST', path, body, { 'Idempotency-Key': idempotencyKey }),
    put: (path, body, idempotencyKey, revision) =>
      send('PUT', path, body, { 'Idempotency-Key': idempotencyKey, 'If-Match': `"${revision}"` }),
    ask: (path, body) => send('POST', path, body),
  };
}

async function ask<T>(path: string, init: RequestInit): Promise<Answer<T>> {
  try {
    const signal = AbortSignal.timeout(patience);
    const response = await fetch(path, { ...init, signal, redirect: 'manual', cache: 'no-store' });
    return await understand<T>(response);
  } catch {
    return { kind: 'unreachable' };
  }
}

async function understand<T>(response: Response): Promise<Answer<T>> {
  const { status, type, headers } = response;
  const serverTime = Date.parse(headers.get('date') ?? '');
  if (status === 304) return { kind: 'unchanged', serverTime };
  // A redirect leads to the sign-in.
  if (status === 401 || type === 'opaqueredirect') return { kind: 'unauthenticated' };
  const body: unknown = await response.json();
  if (!isEnvelope<T>(body)) return { kind: 'unreachable' };
  return body.success
    ? { kind: 'answered', data: body.data, etag: headers.get('etag') ?? undefined, serverTime }
    : { kind: 'refused', status, error: body.error, ...waitIn(headers.get('retry-after')) };
}

const waitIn = (seconds: string | null): Pick<Refused, 'retryAfterSeconds'> =>
  seconds !== null && /^\d+$/.test(seconds) ? { retryAfterSeconds: Number(seconds) } : {};

type Envelope<T> =
  { readonly success: true; readonly data: T } | { readonly success: false; readonly error: ApiError };

/** The page and the API come from the same build, so the data is trusted to have its declared type. */
function isEnvelope<T>(body: unknown): body is Envelope<T> {
  if (typeof body !== 'object' || body === null || !('success' in body)) return false;
  return body.success === true ? 'data' in body : 'error' in body;
}
