/** How the page names who did something: nobody can pass for somebody else by choosing a name. */
import { expect, test } from 'vitest';
import { actorName } from '../../src/dashboard/words/actor-name.ts';
import { english } from '../../src/dashboard/words/english.ts';
import { indonesian } from '../../src/dashboard/words/indonesian.ts';

const user = 'user:aad:1c0b9a4e-4f5f-4f0e-9d57-2f1f0a3f6d11:3f2a91c0-7d0f-4a53-8a0e-6d5a1f0c9b77';
const isolated = (text: string): string => `\u2068${text}\u2069`;
const withId = (name: string): string => `${isolated(name)} (${isolated('3f2a91c0')})`;

test.each<readonly [string, string, string | null | undefined, string, string]>([
  ['the schedule', 'schedule', null, 'the schedule', 'jadwal'],
  ['nobody', 'anonymous', 'anonymous', 'an anonymous user', 'pengguna tanpa nama'],
  [
    'the holder of a key',
    'function key 1a2b3c4d',
    'key:1a2b3c4d5e6f7a8b',
    'function key 1a2b3c4d',
    'pemegang kunci fungsi 1a2b3c4d',
  ],
  ['a row of an older version', 'function key', null, 'a function key', 'pemegang kunci fungsi'],
  ['a person in an older row', 'siti', undefined, isolated('siti'), isolated('siti')],
  ['a person', 'Budi', user, withId('Budi'), withId('Budi')],
  ['a person named like the schedule', 'schedule', user, withId('schedule'), withId('schedule')],
  ['a person named like nobody', 'anonymous', user, withId('anonymous'), withId('anonymous')],
  ['a person named like a key', 'function key', user, withId('function key'), withId('function key')],
  ['a prototype', 'constructor', null, isolated('constructor'), isolated('constructor')],
])('%s', (_, name, id, inEnglish, inIndonesian) => {
  expect(actorName(name, id, english)).toBe(inEnglish);
  expect(actorName(name, id, indonesian)).toBe(inIndonesian);
});
