/** What to call who did something: a person by name and id, the app itself in the reader's language. */
import { shortId } from '../../core/identity.ts';
import type { Words } from './english.ts';
import { isolate } from './isolate.ts';

/** Absent in older rows, and where the app itself acted. */
export type ActorId = string | null | undefined;

/** Undefined for a person, who always has an id: one of the same name does not pass for the app itself. */
export function ownName(name: string, id: ActorId, { page }: Words): string | undefined {
  if (id?.startsWith('key:') === true) return page.keyHolder(id.slice(4, 12));
  if (id !== undefined && id !== null && id !== 'anonymous') return undefined;
  const known: Readonly<Record<string, string>> = page.actor;
  return Object.hasOwn(known, name) ? known[name] : undefined;
}

/** For use inside a sentence. */
export function actorName(name: string, id: ActorId, words: Words): string {
  const short = shortId(id);
  const person = short === undefined ? isolate(name) : `${isolate(name)} (${isolate(short)})`;
  return ownName(name, id, words) ?? person;
}
