/** Reads a request's body as the real host does: whole, up to a limit, and by its Content-Length alone. */
import type { IncomingMessage } from 'node:http';

import { findSetting, type AppSettings } from '../app-settings.ts';

export interface BodyRules {
  /** In bytes. */
  readonly limit: number;
  readonly acceptChunked: boolean;
}

const defaultLimit = 100 * 1024 * 1024;

/** What is not a number does not count, as in the real host. */
export function bodyLimit(settings: AppSettings): number {
  const text = findSetting(settings, 'FUNCTIONS_REQUEST_BODY_SIZE_LIMIT')?.trim() ?? '';
  return /^\+?\d{1,15}$/.test(text) ? Number(text) : defaultLimit;
}

export type RequestBody =
  | { readonly kind: 'read'; readonly bytes: Uint8Array | undefined }
  /** The real host fails the invocation with the reason, before the worker sees it. */
  | { readonly kind: 'failed'; readonly reason: string };

const tooLarge = { kind: 'failed', reason: 'Request body too large.' } as const;
const tooShort = { kind: 'failed', reason: 'Unexpected end of request content.' } as const;

/** The listener emits it on the socket of a client that ended its side in the middle of a body. */
export const bodyCutShort = 'bodyCutShort';

/** Ignores a chunked body unless host.json enables it: the real host only looks at Content-Length. */
export async function readBody(
  request: IncomingMessage,
  { acceptChunked, limit }: BodyRules,
): Promise<RequestBody> {
  const length = Number(request.headers['content-length'] ?? Number.NaN);
  if (Number.isNaN(length) && !(acceptChunked && request.headers['transfer-encoding'] !== undefined)) {
    return { kind: 'read', bytes: undefined };
  }
  if (length > limit) return tooLarge;
  const { promise, resolve } = Promise.withResolvers<RequestBody>();
  const chunks: Buffer[] = [];
  let size = 0;
  request.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size <= limit) chunks.push(chunk);
    else resolve(tooLarge);
  });
  request.once('end', () => resolve({ kind: 'read', bytes: size === 0 ? undefined : Buffer.concat(chunks) }));
  const cutShort = (): void => resolve(tooShort);
  request.once('close', cutShort);
  request.once('error', cutShort);
  request.socket.once(bodyCutShort, cutShort);
  const body = await promise;
  request.socket.off(bodyCutShort, cutShort);
  return body;
}
