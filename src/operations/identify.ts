/**
 * Says who is behind a function key. The host knows the key's name but keeps it from the app
 * (docs/facts/functions-host.md), so the key itself tells one caller from another: as a short hash with a random salt
 * that only the table holds. Without the salt, whoever reads the audit or the log could try out keys that people
 * thought up until one fits.
 */
import type { Actor, Identity } from '../core/identity.ts';
import type { World } from '../ports.ts';

export async function identify(
  { store, sha256 }: Pick<World, 'store' | 'sha256'>,
  identity: Identity,
): Promise<Actor> {
  switch (identity.kind) {
    case 'known':
      return identity.actor;
    case 'key': {
      const digest = sha256(`${await store.keySalt()} ${identity.key}`);
      return { id: `key:${digest.slice(0, idLength)}`, name: `function key ${digest.slice(0, nameLength)}` };
    }
  }
}

/** 64 bits tell all keys of an app apart; 32 are enough for people. */
const idLength = 16;
const nameLength = 8;
