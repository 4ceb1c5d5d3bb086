/** Damages rows on purpose, as people do with a table tool, half a restored backup or another version of the app. */
import * as fc from 'fast-check';
import type { Entity, TableInMemory } from './table-in-memory.ts';
import { anyCharacter } from './any-character.ts';

/** Values that nobody expects in a document. `undefined` removes the field. */
const odd = fc.oneof(
  fc.constantFrom<unknown[]>(undefined, null, '', 'x', '\ud800', '\u0000', '9'.repeat(400), true, [], {}, [
    null,
  ]),
  fc.constantFrom(
    0,
    -1,
    -0,
    0.5,
    2 ** 53 - 1,
    2 ** 53,
    -(2 ** 53),
    1e300,
    8.64e15,
    253_402_300_799_999,
    999_999_999,
  ),
  fc.constantFrom(
    'finished',
    'running',
    'free',
    'held',
    'interval',
    'cron',
    'UTC',
    'Mars/Phobos',
    '0000-00-00',
  ),
  fc.jsonValue({ maxDepth: 2 }),
  fc.double({ noNaN: true }),
);

const documents = fc.oneof(
  fc.constantFrom<unknown[]>(undefined, '', '{', 'null', '5', '[]', '{}', '"x"', '[{}]', '1e999', 5, true),
  fc.string({ unit: anyCharacter }).map((text) => text.toWellFormed()),
  fc.json(),
);

export type Damage =
  | { readonly kind: 'field'; readonly row: number; readonly field: number; readonly value: unknown }
  | { readonly kind: 'extra'; readonly row: number; readonly field: number; readonly value: unknown }
  | { readonly kind: 'document'; readonly row: number; readonly value: unknown }
  | { readonly kind: 'truncated'; readonly row: number; readonly share: number }
  | { readonly kind: 'column'; readonly row: number; readonly name: string; readonly value: unknown }
  | { readonly kind: 'copied'; readonly row: number; readonly key: string }
  | { readonly kind: 'exchanged'; readonly row: number; readonly other: number }
  | { readonly kind: 'removed'; readonly row: number };

/** The first three are the control rows. */
const row = fc.oneof(fc.nat({ max: 2 }), fc.nat());
export const anyDamage: fc.Arbitrary<Damage> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constant('field' as const), row, field: fc.nat(), value: odd }),
  },
  fc.record({ kind: fc.constant('extra' as const), row, field: fc.nat(), value: odd }),
  fc.record({ kind: fc.constant('document' as const), row, value: documents }),
  fc.record({
    kind: fc.constant('truncated' as const),
    row,
    share: fc.double({ min: 0, max: 1, noNaN: true }),
  }),
  fc.record({
    kind: fc.constant('column' as const),
    row,
    name: fc.constantFrom('keepUntil', 'outcome', 'runId', 'changeId', 'document2', 'kind', 'paused'),
    value: fc.constantFrom<unknown[]>(undefined, '', 'x', 5, '0000', '9999-12-31T00:00:00.000Z', '+010000'),
  }),
  fc.record({
    kind: fc.constant('copied' as const),
    row,
    key: fc.constantFrom(
      'run-',
      'run-x',
      'run-0',
      'journal-',
      'journal-x',
      'journal-000000001',
      'journal-9',
      'rate-',
      'request-',
      'messages-x-001',
      'control-x',
      'control-',
    ),
  }),
  fc.record({ kind: fc.constant('exchanged' as const), row, other: row }),
  fc.record({ kind: fc.constant('removed' as const), row }),
);

const keyOf = (entity: Entity): string => String(entity['rowKey']);

/** Returns the key of the row that it damaged. */
export function damage(table: TableInMemory, given: Damage): string {
  const rows = table.rows();
  const target = rows[given.row % rows.length] ?? {};
  const key = keyOf(target);
  const document = String(target['document']);
  switch (given.kind) {
    case 'field':
      table.put(key, { document: changed(document, given.field, given.value) });
      break;
    case 'extra':
      table.put(key, { document: withExtra(document, given.field, given.value) });
      break;
    case 'document':
      table.put(key, { document: given.value });
      break;
    case 'truncated':
      table.put(key, { document: document.slice(0, Math.floor(document.length * given.share)) });
      break;
    case 'column':
      table.put(key, { [given.name]: given.value });
      break;
    case 'copied':
      table.put(given.key, target);
      return given.key;
    case 'exchanged':
      table.put(key, { document: rows[given.other % rows.length]?.['document'] });
      break;
    case 'removed':
      table.remove(key);
      break;
  }
  return key;
}

type Holder = Readonly<Record<string, unknown>>;

/** Every place in a document, at any depth. */
export function placesIn(value: unknown): readonly { readonly holder: Holder; readonly name: string }[] {
  if (typeof value !== 'object' || value === null) return [];
  const holder: Holder = Object.assign(value);
  return Object.keys(holder).flatMap((name) => [{ holder, name }, ...placesIn(holder[name])]);
}

export function changed(document: string, field: number, value: unknown): string {
  const root: unknown = parsed(document);
  const places = placesIn(root);
  const place = places[field % Math.max(1, places.length)];
  if (place === undefined) return document;
  if (value === undefined) Reflect.deleteProperty(place.holder, place.name);
  else Reflect.set(place.holder, place.name, value);
  return JSON.stringify(root);
}

function withExtra(document: string, field: number, value: unknown): string {
  const root: unknown = parsed(document);
  const holders = [...new Set(placesIn(root).map(({ holder }) => holder))];
  const holder = holders[field % Math.max(1, holders.length)];
  if (holder !== undefined) Reflect.set(holder, 'fromTheFuture', value ?? 1);
  return JSON.stringify(root);
}

function parsed(document: string): unknown {
  try {
    return JSON.parse(document);
  } catch {
    return undefined;
  }
}
