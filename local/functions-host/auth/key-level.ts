/** What the key in a request gives access to: nothing, functions, or everything. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

import type { HttpFunction } from '../function-catalogue.ts';
import type { Keys } from './keys.ts';

/** Whether the request's key gives access to the function. */
export function opensFunction(request: IncomingMessage, url: URL, target: HttpFunction, keys: Keys): boolean {
  if (target.authLevel === 'anonymous') return true;
  const given = keyOf(request, url);
  const master = isSame(given, keys.masterKey);
  if (target.authLevel === 'admin') return master;
  const host = isSame(given, keys.hostKey);
  const own = isSame(given, keys.functionKeys[target.name.toLowerCase()]);
  return master || host || own;
}

/** The status that refuses `/admin/*`: 403 for a valid key other than the master key. */
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

/** Compares digests, so that the timing reveals nothing about the key, not even its length. */
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
