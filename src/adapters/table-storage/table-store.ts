/**
 * The scheduler's rows in Azure Table Storage: one table, one partition per job.
 *
 * What it cannot tell: whether a write that throws was applied (nobody answered in time). The caller reads again
 * before it goes on.
 */
import type { TableClient } from '@azure/data-tables';
import type { ControlRows, Versions } from '../../core/job/snapshot.ts';
import type { Change, CommitResult } from '../../core/job/change.ts';
import type { Clock, IdGenerator, Random, SchedulerStore } from '../../ports.ts';
import { type Write, writeAtomically } from './write-atomically.ts';
import { openForQueries } from './open-table.ts';
import { answeredRow, auditRow, configRow, leaseRow, messagesRow, runRow, stateRow } from './entities.ts';
import { findAnswered, findMessages, listAudit } from './history-pages.ts';
import { purge } from './purge-rows.ts';
import { runRows } from './run-rows.ts';
import { callerRows } from './caller-rows.ts';
import { type Patience, TableRequests, usualPatience } from './table-requests.ts';
import { listNotices, noticeRow, outboxWrites, waitingRow, writeOutbox } from './outbox-rows.ts';
import { ledgerRow, readLedger } from './ledger-rows.ts';
import { listGaps, writeTicks } from './tick-rows.ts';
import { noRow, snapshotReader } from './read-snapshot.ts';
import { controlKeys } from './row-keys.ts';
import type { TableSettings } from './table-settings.ts';

export interface TableStoreOptions {
  readonly settings: TableSettings;
  readonly job: string;
  readonly clock: Clock;
  readonly idGenerator: IdGenerator;
  readonly random: Random;
  readonly patience?: Patience;
}

/** Connects when first used, so it succeeds while the service is down. */
export const createTableStore = async (options: TableStoreOptions): Promise<SchedulerStore> =>
  storeOn(await openForQueries(options.settings), options);

export function storeOn(client: TableClient, options: Omit<TableStoreOptions, 'settings'>): SchedulerStore {
  const { job, clock, random, patience = usualPatience } = options;
  const requests = new TableRequests(client, { clock, random, patience });
  const read = snapshotReader(requests, job);
  return {
    read: (meanwhile) => {
      // The question is sent before this turn of the event loop ends.
      if (meanwhile !== undefined) setImmediate(meanwhile);
      return read();
    },
    initialise: (rows) => commitWrites(options, requests, firstWrites(rows), unread),
    commit: async (change) => commitWrites(options, requests, writesOf(change, clock), change.base),
    ...runRows(requests, job),
    findMessages: (id) => findMessages(requests, job, id),
    readLedger: (from, to) => readLedger(requests, job, from, to),
    findAnswered: (key) => findAnswered(requests, job, key),
    listAudit: (query) => listAudit(requests, job, query),
    listNotices: (query) => listNotices(requests, job, query),
    writeOutbox: (outbox) => writeOutbox(requests, job, options.idGenerator.newId(clock.now()), outbox),
    noteTick: (news) => writeTicks(requests, job, news),
    listGaps: (query) => listGaps(requests, job, query),
    ...callerRows(requests, job),
    purge: (now, limit) => purge(requests, job, now, limit),
    takeNotices: () => requests.notices.take(),
  };
}

/** An ETag that no row ever has. */
const never = `W/"datetime'1970-01-01T00%3A00%3A00.0000000Z'"`;
const unread: Versions = { config: never, lease: never, state: never };

function firstWrites({ config, lease, state }: ControlRows): readonly Write[] {
  return [configRow(config), leaseRow(lease), stateRow(state)].map((row) => ({ row, as: 'insert' }));
}

function writesOf(change: Change, clock: Clock): readonly Write[] {
  const {
    base,
    config,
    lease,
    state,
    run,
    messages,
    answered,
    audit,
    ledger = [],
    waiting = [],
    unsent = [],
    outbox,
  } = change;
  const history = [run, messages, answered, audit, ...ledger, ...waiting, ...unsent].some(
    (part) => part !== undefined,
  );
  if (history && lease === undefined && state === undefined) {
    throw new Error(
      'a change with a run, messages or an answer must write the lease or the state too: nothing else guards it',
    );
  }
  if (messages !== undefined && run === undefined)
    throw new Error('a change with messages must contain their run');
  const now = clock.now();
  const writes: Write[] = [];
  if (config !== undefined) writes.push({ row: configRow(config), as: { underVersion: base.config } });
  if (lease !== undefined) {
    const as = base.lease === noRow ? 'insert' : { underVersion: base.lease };
    writes.push({ row: leaseRow(lease), as });
  }
  if (state !== undefined) writes.push({ row: stateRow(state), as: { underVersion: base.state } });
  if (run !== undefined) writes.push({ row: runRow(run), as: 'replace' });
  if (messages !== undefined && run !== undefined) {
    writes.push({ row: messagesRow(run, messages, now), as: 'replace' });
  }
  if (answered !== undefined) writes.push({ row: answeredRow(answered, now), as: 'insert' });
  if (audit !== undefined) writes.push({ row: auditRow(audit), as: 'insert' });
  for (const month of ledger) writes.push({ row: ledgerRow(month), as: 'replace' });
  for (const item of waiting) writes.push({ row: waitingRow(item), as: 'insert' });
  for (const sent of unsent) writes.push({ row: noticeRow(sent), as: 'insert' });
  if (outbox !== undefined) writes.push(...outboxWrites(outbox));
  return writes;
}

/**
 * A row that another process has written again since our write (seen only after a lost reply) keeps its old version,
 * so that our next write under it is refused instead of undoing theirs.
 */
async function commitWrites(
  { job, clock, idGenerator }: Omit<TableStoreOptions, 'settings'>,
  requests: TableRequests,
  writes: readonly Write[],
  base: Versions,
): Promise<CommitResult> {
  const changeId = idGenerator.newId(clock.now());
  const written = await writeAtomically(requests, job, changeId, writes);
  if (written.kind === 'conflict') return written;
  const version = (name: keyof Versions) => written.etags.get(controlKeys[name]) ?? base[name];
  return {
    kind: 'committed',
    versions: { config: version('config'), lease: version('lease'), state: version('state') },
  };
}
