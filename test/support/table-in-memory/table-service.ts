/** One table of the service: it judges each request as a whole, and only then changes anything. */
import { columnsOf, shown } from './columns.ts';
import { filterOf } from './odata-filter.ts';
import { errorInTransaction, errorOf, type Refusal, refusals } from './refuse.ts';
import { isTooLarge, judgeEntity, largestPage, largestTransaction } from './service-limits.ts';
import { type Entity, keyOf, SortedRows } from './sorted-rows.ts';

/** As `submitTransaction` takes it. */
export type Action = readonly [
  kind: string,
  entity: Entity,
  mode?: string | undefined,
  condition?: Condition | undefined,
];

export interface Condition {
  readonly etag?: string;
}

export interface ListOptions {
  readonly queryOptions?: { readonly filter?: string; readonly select?: readonly string[] };
  readonly disableTypeConversion?: boolean;
}

export interface PageSettings {
  readonly maxPageSize?: number;
  readonly continuationToken?: string;
}

/** Nobody may rely on it. */
const timestamp = '2026-01-01T00:00:00.0000000Z';

export class TableService {
  readonly rows = new SortedRows();
  /** How many requests have changed something. */
  writes = 0;
  #exists: boolean;
  #version = 0;

  constructor(exists: boolean) {
    this.#exists = exists;
  }

  createTable(): void {
    this.#exists = true;
  }

  deleteTable(): void {
    this.#exists = false;
    this.rows.clear();
  }

  read(partitionKey: string, rowKey: string): Entity {
    if (!this.#exists) throw errorOf(refusals.tableMissing);
    const row = this.rows.get(keyOf(partitionKey, rowKey));
    if (row === undefined) throw errorOf(refusals.rowMissing);
    return row;
  }

  write(action: Action): { readonly etag: string | undefined } {
    if (!this.#exists) throw errorOf(refusals.tableMissing);
    const refusal = this.#judge(action);
    if (refusal !== undefined) throw errorOf(refusal);
    this.writes += 1;
    return { etag: this.#apply(action) };
  }

  writeTogether(actions: readonly Action[]) {
    const partitionKey = actions[0]?.[1]['partitionKey'];
    if (actions.some(([, entity]) => entity['partitionKey'] !== partitionKey)) {
      throw new Error('All operations in a transaction must target the same partitionKey');
    }
    if (!this.#exists) throw errorInTransaction(refusals.tableMissing, 0);
    if (actions.length > largestTransaction.rows) throw errorInTransaction(refusals.invalid, 0);
    if (isTooLarge(actions.map(([, entity]) => entity))) throw errorInTransaction(refusals.tooLarge, 0);
    const keys = new Set<unknown>();
    for (const [place, action] of actions.entries()) {
      const { rowKey } = action[1];
      const refusal = keys.has(rowKey) ? refusals.twice : this.#judge(asSent(action));
      if (refusal !== undefined) throw errorInTransaction(refusal, place);
      keys.add(rowKey);
    }
    this.writes += 1;
    return {
      status: 202,
      subResponses: actions.map((action) => ({ status: 204, etag: this.#apply(action) })),
    };
  }

  list(options: ListOptions, { maxPageSize = largestPage, continuationToken }: PageSettings) {
    if (!this.#exists) throw errorOf(refusals.tableMissing);
    if (maxPageSize > largestPage) throw errorOf(refusals.invalid);
    const { filter = '', select } = options.queryOptions ?? {};
    const { from, to, matches } = filterOf(filter);
    const page: Entity[] = [];
    for (const [key, row] of this.rows.from(continuationToken ?? from)) {
      if (to !== undefined && key >= to) break;
      if (!matches(row)) continue;
      if (page.length === maxPageSize) return Object.assign(page, { continuationToken: key });
      page.push(shown(row, select, options.disableTypeConversion === true));
    }
    return Object.assign(page, { continuationToken: undefined });
  }

  /** Without any check: somebody with a table tool, or a test. */
  put(key: string, columns: Entity): string {
    this.#version += 1;
    const etag = `W/"${this.#version}"`;
    this.rows.set(key, { ...columnsOf(columns), etag, timestamp });
    return etag;
  }

  #judge([kind, entity, , condition]: Action): Refusal | undefined {
    const before = this.rows.get(keyOf(entity['partitionKey'], entity['rowKey']));
    if (kind === 'create' && before !== undefined) return refusals.rowExists;
    if (kind === 'update' || kind === 'delete') {
      const etag = condition?.etag ?? '*';
      if (etag !== '*' && !/^(?:W\/".*")?$/.test(etag)) return refusals.invalid;
      if (before === undefined) return refusals.rowMissing;
      if (etag !== '*' && etag !== before['etag']) return refusals.staleVersion;
    }
    return kind === 'delete' ? undefined : judgeEntity(columnsOf(entity));
  }

  #apply([kind, entity, mode = 'Merge']: Action): string | undefined {
    const key = keyOf(entity['partitionKey'], entity['rowKey']);
    if (kind !== 'delete')
      return this.put(key, mode === 'Merge' ? { ...this.rows.get(key), ...entity } : entity);
    this.rows.delete(key);
    return undefined;
  }
}

/** The SDK sends no condition for an empty ETag in a transaction. */
const asSent = (action: Action): Action =>
  action[3]?.etag === '' ? [action[0], action[1], action[2]] : action;
