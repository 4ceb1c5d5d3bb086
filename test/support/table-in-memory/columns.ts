/** Columns as the SDK writes and reads them. */
import type { Entity } from './sorted-rows.ts';

/** `{ type: 'Int32', value: 5 }` is how a caller names the type of a column. */
const typed = (value: unknown): { readonly type: unknown; readonly value: unknown } | undefined =>
  typeof value === 'object' && value !== null && 'type' in value && 'value' in value ? value : undefined;

/** Without the columns that have no value, which are not kept. */
export function columnsOf(entity: Entity): Record<string, unknown> {
  const columns: Record<string, unknown> = {};
  for (const name in entity) {
    const value = entity[name];
    if (value === undefined || value === null) continue;
    columns[name] = typeof value === 'object' ? plain(value) : value;
  }
  return columns;
}

function plain(value: unknown): unknown {
  const { type, value: given } = typed(value) ?? {};
  switch (type) {
    case 'Boolean':
      return String(given) === 'true';
    case 'String':
    case 'Int32':
    case 'Double':
      return given;
    case 'Int64':
      return BigInt(String(given));
    case 'DateTime':
      return new Date(String(given));
    default:
      return value;
  }
}

/** What a reader gets who asked for certain columns, or for each value with its type. */
export function shown(row: Entity, select: readonly string[] | undefined, withTypes: boolean): Entity {
  if (select === undefined && !withTypes) return row;
  const names = select?.map((name) => systemName[name] ?? name);
  const chosen = Object.entries(row).filter(([name]) => name === 'etag' || (names?.includes(name) ?? true));
  return Object.fromEntries(
    chosen.map(([name, value]) => [name, withTypes && !ofTheService.has(name) ? withType(value) : value]),
  );
}

const systemName: Readonly<Record<string, string>> = {
  PartitionKey: 'partitionKey',
  RowKey: 'rowKey',
  Timestamp: 'timestamp',
};
const ofTheService: ReadonlySet<string> = new Set([...Object.values(systemName), 'etag']);

function withType(value: unknown): unknown {
  switch (typeof value) {
    case 'string':
      return { value, type: 'String' };
    case 'boolean':
      return { value: String(value), type: 'Boolean' };
    case 'number':
      return { value: String(value), type: Number.isSafeInteger(value) ? 'Int32' : 'Double' };
    case 'bigint':
      return { value: String(value), type: 'Int64' };
    default:
      return value instanceof Date ? { value: value.toISOString(), type: 'DateTime' } : value;
  }
}
