/**
 * A table in memory, as the SDK's client presents one: the whole adapter runs on it at the speed of a unit test. It
 * takes what the service takes: conditions on ETags, transactions that are applied whole, and the size of a property.
 */
import { RestError, type TableClient } from '@azure/data-tables';

export type Entity = Readonly<Record<string, unknown>>;

export interface TableInMemory {
  readonly client: TableClient;
  /** In order of their keys, as somebody with the account's key sees them. */
  readonly rows: () => readonly Entity[];
  readonly row: (rowKey: string) => Entity | undefined;
  /** Written by hand: replaces columns, or removes those that are undefined. */
  readonly put: (rowKey: string, columns: Entity) => void;
  readonly remove: (rowKey: string) => void;
}

const partitionKey = 'spJamkerja';
const largestText = 32_768;

const refuse = (statusCode: number, code: string): never => {
  throw Object.assign(new RestError(code, { statusCode, code }), {
    details: { odataError: { code, message: { value: code } } },
  });
};

type Condition = (entity: Entity) => boolean;

/** `RowKey ge 'x' and outcome eq 'y'`, which is all that the adapter asks. */
function conditionOf(filter: string): Condition {
  const parts = filter.split(' and ').map((part): Condition => {
    const match = /^(\w+) (eq|ge|gt|lt) '(.*)'$/.exec(part);
    if (match === null) throw new Error(`the table in memory does not understand ${part}`);
    const [, name = '', operator, quoted = ''] = match;
    const wanted = quoted.replaceAll("''", "'");
    return ({ [name]: value }) => {
      if (typeof value !== 'string') return false;
      if (operator === 'eq') return value === wanted;
      if (operator === 'lt') return value < wanted;
      return operator === 'gt' ? value > wanted : value >= wanted;
    };
  });
  return (entity) =>
    parts.every((part) => part({ ...entity, PartitionKey: partitionKey, RowKey: entity['rowKey'] }));
}

export function createTableInMemory(): TableInMemory {
  const entities = new Map<string, Entity>();
  let version = 0;
  const keyOf = (entity: Entity) => String(entity['rowKey']);
  const rows = () =>
    [...entities].toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([, entity]) => entity);
  const write = (entity: Entity): { etag: string } => {
    for (const [name, value] of Object.entries(entity)) {
      if (typeof value === 'string' && (value.length > largestText || !value.isWellFormed())) {
        refuse(400, `PropertyValueRefused: ${name}`);
      }
    }
    version += 1;
    const etag = `W/"${version}"`;
    entities.set(keyOf(entity), { ...entity, etag });
    return { etag };
  };
  const create = (entity: Entity) => {
    if (entities.has(keyOf(entity))) refuse(409, 'EntityAlreadyExists');
    return write(entity);
  };
  const update = (entity: Entity, etag: unknown) => {
    const before = entities.get(keyOf(entity));
    if (before === undefined) return refuse(404, 'ResourceNotFound');
    if (before['etag'] !== etag) return refuse(412, 'UpdateConditionNotSatisfied');
    return write(entity);
  };
  const apply = ([kind, entity, mode, options]: readonly [string, Entity, unknown?, { etag?: string }?]) => {
    switch (kind) {
      case 'create':
        return create(entity);
      case 'upsert':
        return write(entity);
      case 'update':
        return update(entity, options?.etag ?? mode);
      default:
        entities.delete(keyOf(entity));
        return { etag: undefined };
    }
  };
  const list = (filter: string, { maxPageSize, continuationToken }: PageSettings) => {
    const found = rows()
      .filter(conditionOf(filter))
      .filter((entity) => continuationToken === undefined || keyOf(entity) > continuationToken);
    const page = found.slice(0, maxPageSize);
    const more = found.length > page.length ? { continuationToken: keyOf(page.at(-1) ?? {}) } : {};
    return Object.assign(page, more);
  };
  const client = {
    tableName: 'T',
    url: 'http://in-memory',
    getEntity: async (_: string, rowKey: string) => entities.get(rowKey) ?? refuse(404, 'ResourceNotFound'),
    createEntity: async (entity: Entity) => create(entity),
    updateEntity: async (entity: Entity, _: string, { etag }: { etag?: string }) => update(entity, etag),
    submitTransaction: async (actions: readonly Parameters<typeof apply>[0][]) => {
      const before = new Map(entities);
      try {
        return { subResponses: actions.map(apply) };
      } catch (error) {
        entities.clear();
        for (const [key, entity] of before) entities.set(key, entity);
        throw error;
      }
    },
    listEntities: ({ queryOptions: { filter = '' } }: { queryOptions: { filter?: string } }) => ({
      byPage: (settings: PageSettings) => ({
        next: async () => ({ done: false, value: list(filter, settings) }),
      }),
    }),
  };
  return {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it has only the methods that the adapter calls
    client: client as unknown as TableClient,
    rows,
    row: (rowKey) => entities.get(rowKey),
    put: (rowKey, columns) => {
      const merged = { partitionKey, ...entities.get(rowKey), ...columns, rowKey };
      const kept = Object.entries(merged).filter(([, value]) => value !== undefined);
      version += 1;
      entities.set(rowKey, { ...Object.fromEntries(kept), etag: `W/"${version}"` });
    },
    remove: (rowKey) => void entities.delete(rowKey),
  };
}

interface PageSettings {
  readonly maxPageSize: number;
  readonly continuationToken?: string;
}
