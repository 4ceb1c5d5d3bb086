/** What the service refuses as too large or too many (docs/facts/table-storage.md). */
import { type Refusal, refusals } from './refuse.ts';
import type { Entity } from './sorted-rows.ts';

const longestKey = 512;
const longestText = 32_768;
const mostColumns = 252;
const largestEntity = 1_048_576;
const forbidden = /[/\\#?\p{Cc}]/u;

export function judgeEntity(columns: Entity): Refusal | undefined {
  if (!isKey(columns['partitionKey']) || !isKey(columns['rowKey'])) return refusals.invalid;
  let count = 0;
  let size = 0;
  for (const name in columns) {
    const value = columns[name];
    count += 1;
    size += 8 + 2 * name.length;
    if (typeof value !== 'string') continue;
    if (value.length > longestText) return refusals.textTooLarge;
    // Azurite takes a lone surrogate. Nobody knows what the service does.
    if (!value.isWellFormed()) return refusals.invalid;
    size += 2 * value.length;
  }
  // Two of them are the keys.
  if (count - 2 > mostColumns) return refusals.tooManyColumns;
  return size > largestEntity ? refusals.entityTooLarge : undefined;
}

const isKey = (key: unknown): boolean =>
  typeof key === 'string' && key.length <= longestKey && !forbidden.test(key);

export const largestPage = 1_000;

export const largestTransaction = { rows: 100, bytes: 4_194_304 } as const;

/** Measured only where it can matter: a unit is at most three bytes. */
export function isTooLarge(entities: readonly Entity[]): boolean {
  const units = entities.reduce((sum, entity) => sum + unitsOf(entity), 0);
  if (3 * units < largestTransaction.bytes) return false;
  const bytes = entities.reduce((sum, entity) => sum + Buffer.byteLength(JSON.stringify(entity)), 0);
  return bytes > largestTransaction.bytes;
}

function unitsOf(entity: Entity): number {
  let units = 0;
  for (const name in entity) {
    const value = entity[name];
    units += name.length + (typeof value === 'string' ? value.length : 30);
  }
  return units;
}
