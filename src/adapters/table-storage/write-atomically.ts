/**
 * Atomic conditional writes, one entity group transaction each. When a reply is lost, the repeated request meets 409
 * or 412 for our own write (docs/facts/table-storage.md). An ETag shows that somebody wrote, not who; so each write
 * carries a change id, by which it recognises itself.
 */
import type { TableClient, TransactionAction } from '@azure/data-tables';
import type { Row } from './row-of.ts';
import { TableError } from './table-error.ts';
import type { CallOptions, TableRequests } from './table-requests.ts';
import { findRow } from './read-rows.ts';

export interface Write {
  readonly row: Row;
  /**
   * `replace` overwrites whatever is there, so another row of the same change must guard it. `delete` takes no version,
   * because the SDK passes none in a transaction; a row that is gone is a conflict.
   */
  readonly as: 'insert' | 'replace' | 'delete' | { readonly underVersion: string };
}

export type Written =
  /** ETags by row key, without rows that were deleted or that somebody has written again since. */
  { readonly kind: 'written'; readonly etags: ReadonlyMap<string, string> } | { readonly kind: 'conflict' };

export async function writeAtomically(
  requests: TableRequests,
  job: string,
  changeId: string,
  writes: readonly Write[],
): Promise<Written> {
  const [first, ...others] = writes.map((write) => ({
    entity: entityOf(write, job, changeId),
    as: write.as,
  }));
  if (first === undefined) throw new Error('a change must write something');
  const keys = writes.map((write) => write.row.rowKey);
  for (const { row } of writes) noteChanges(requests, row);
  const action = `write ${keys.join(', ')} of ${job}`;
  try {
    const etags = await requests.send(action, (client, options) =>
      others.length === 0 && first.as !== 'delete'
        ? writeOne(client, first, options)
        : writeSeveral(client, [first, ...others], options),
    );
    const named = writes.flatMap(({ row: { rowKey }, as }, index) =>
      as === 'delete' ? [] : [[rowKey, etagOf(etags[index], rowKey)] as const],
    );
    return { kind: 'written', etags: new Map(named) };
  } catch (error) {
    if (!(error instanceof TableError)) throw error;
    if (error.kind !== 'conflict' && error.kind !== 'row_missing') throw error;
    const etags = await findOwn(requests, job, changeId, keys);
    return etags.size === 0 ? { kind: 'conflict' } : { kind: 'written', etags };
  }
}

/** The change goes on: what ended has ended, whatever its numbers. */
export function noteChanges({ notices }: TableRequests, { rowKey: row, changes }: Row): void {
  if (changes.length > 0)
    notices.add({ kind: 'limited', row, problem: `written with limits: ${changes.join('; ')}` });
}

type Entity = Readonly<Record<string, string>> & { readonly partitionKey: string; readonly rowKey: string };
interface Action {
  readonly entity: Entity;
  readonly as: Write['as'];
}

type Etags = readonly (string | undefined)[];

function entityOf({ row }: Write, partitionKey: string, changeId: string): Entity {
  return { ...row.columns, partitionKey, rowKey: row.rowKey, changeId, document: row.document };
}

async function writeOne(client: TableClient, { entity, as }: Action, options: CallOptions): Promise<Etags> {
  // A lease that somebody deleted. Whoever wrote it first keeps it.
  if (as === 'insert') return [(await client.createEntity(entity, options)).etag];
  if (as === 'replace') throw new Error(`${entity.rowKey} must be written together with a control row`);
  if (as === 'delete') throw new Error(`${entity.rowKey} must be deleted in a transaction`);
  const reply = await client.updateEntity(entity, 'Replace', { ...options, etag: given(as.underVersion) });
  return [reply.etag];
}

async function writeSeveral(
  client: TableClient,
  actions: readonly Action[],
  options: CallOptions,
): Promise<Etags> {
  const { subResponses } = await client.submitTransaction(actions.map(transactionActionOf), options);
  return subResponses.map((reply) => reply.etag);
}

function transactionActionOf({ entity, as }: Action): TransactionAction {
  if (as === 'insert') return ['create', entity];
  if (as === 'replace') return ['upsert', entity, 'Replace'];
  if (as === 'delete') return ['delete', { partitionKey: entity.partitionKey, rowKey: entity.rowKey }];
  return ['update', entity, 'Replace', { etag: given(as.underVersion) }];
}

/** Without an ETag the SDK writes unconditionally (docs/facts/table-storage.md). */
function given(version: string): string {
  if (version === '' || version === '*')
    throw new Error('a control row must be written under the version it was read at');
  return version;
}

/** Finds the rows that carry this change. One is proof: all were written or none. */
async function findOwn(
  requests: TableRequests,
  job: string,
  changeId: string,
  keys: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const found = await Promise.all(keys.map((key) => findRow(requests, job, key)));
  return new Map(
    found.flatMap((row) => (row?.changeId === changeId ? [[row.rowKey, row.etag] as const] : [])),
  );
}

function etagOf(etag: string | undefined, key: string): string {
  if (etag === undefined) throw new Error(`the service wrote ${key}, but named no ETag`);
  return etag;
}
