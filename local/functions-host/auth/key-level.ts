/** How far the key in a request reaches: nowhere, to functions, or everywhere. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

import type { HttpFunction } from '../function-catalogue.ts';
import type { Keys } from './keys.ts';

/** Whether the key in the request opens the function. */
export function opensFunction(request: IncomingMessage, url: URL, target: HttpFunction, keys: Keys): boolean {
  if (target.authLevel === 'anonymous') return true;
  const given = keyOf(request, url);
  const master = isSame(given, keys.masterKey);
  if (target.authLevel === 'admin') return master;
  const host = isSame(given, keys.hostKey);
  const own = isSame(given, keys.functionKeys[target.name.toLowerCase()]);
  return master || host || own;
}

/** The status with which `/admin/*` is refused: 403 for a good key that is not the master key. */
export function refuseAdmin(request: IncomingMessage, url: URL, keys: Keys): 401 | 403 | undefined {
  const given = keyOf(request, url);
  if (isSame(given, keys.masterKey)) return undefined;
  const lesser = [keys.hostKey, ...Object.values(keys.functionKeys)].filter((key) => isSame(given, key));
  return lesser.length > 0 ? 403 : 401;
}

/** The header wins, even when it is empty. */
function keyOf(request: IncomingMessage, url: URL): string | undefined {
  const header = request.headersDistinct['x-functions-key'];
  if (header !== undefined) return header[0];
  return [...url.searchParams].find(([name]) => name.toLowerCase() === 'code')?.[1];
}

/** Compares digests, so that the time it takes tells nothing about the key, not even its length. */
function isSame(given: string | undefined, key: string | undefined): boolean {
  if (given === undefined || key === undefined) return false;
  return timingSafeEqual(digest(given), digest(key));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

/** Keeps keys that callers put into URLs out of the host's log. */
export function redactKeys(text: string): string {
  return text.replaceAll(/([?&]code=)[^&#\s'"<>)]*/gi, '$1***');
}
