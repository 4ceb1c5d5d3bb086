/**
 * A table in memory, as the SDK's client presents one: the whole adapter runs on it at the speed of a unit test, and so
 * does the simulation. `test/adapters/table-storage/table-store.test.ts` holds it and Azurite to the same contract. Where
 * Azurite is more lenient than the service (docs/facts/table-storage.md), this table follows the service.
 */
import type { TableClient } from '@azure/data-tables';
import { type Entity, keyOf } from './table-in-memory/sorted-rows.ts';
import {
  type Action,
  type Condition,
  type ListOptions,
  type PageSettings,
  TableService,
} from './table-in-memory/table-service.ts';

export type { Entity };

export interface TableInMemory {
  /** Answers at once. Whoever wants faults wraps its methods. */
  readonly client: TableClient;
  /** In order of their keys, as somebody with the account's key sees them. */
  readonly rows: () => readonly Entity[];
  readonly row: (rowKey: string) => Entity | undefined;
  /** How many requests have changed something; a transaction is one. */
  readonly writes: () => number;
  /** Written by hand: replaces columns, or removes those that are undefined. */
  readonly put: (rowKey: string, columns: Entity) => void;
  readonly remove: (rowKey: string) => void;
}

const partitionKey = 'spJamkerja';

export function createTableInMemory({ exists = true } = {}): TableInMemory {
  const service = new TableService(exists);
  const client = {
    tableName: 'T',
    url: 'http://in-memory',
    createTable: async () => service.createTable(),
    deleteTable: async () => service.deleteTable(),
    getEntity: async (partition: string, rowKey: string) => service.read(partition, rowKey),
    createEntity: async (entity: Entity) => service.write(['create', entity, 'Replace']),
    updateEntity: async (entity: Entity, mode: string, condition: Condition) =>
      service.write(['update', entity, mode, condition]),
    upsertEntity: async (entity: Entity, mode: string) => service.write(['upsert', entity, mode]),
    deleteEntity: async (partition: string, rowKey: string, condition?: Condition) =>
      service.write(['delete', { partitionKey: partition, rowKey }, undefined, condition]),
    submitTransaction: async (actions: readonly Action[]) => service.writeTogether(actions),
    listEntities: (options: ListOptions = {}) => ({
      byPage: (settings: PageSettings = {}) => ({
        next: async () => ({ done: false, value: service.list(options, settings) }),
      }),
    }),
  };
  return {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it has only the methods that the adapter calls
    client: client as unknown as TableClient,
    rows: () => Array.from(service.rows.from(''), ([, row]) => row),
    row: (rowKey) => service.rows.get(keyOf(partitionKey, rowKey)),
    writes: () => service.writes,
    put: (rowKey, columns) => {
      const key = keyOf(columns['partitionKey'] ?? partitionKey, rowKey);
      service.put(key, { partitionKey, ...service.rows.get(key), ...columns, rowKey });
    },
    remove: (rowKey) => service.rows.delete(keyOf(partitionKey, rowKey)),
  };
}
