/** Gives a new table a past: runs as they would have been recorded, and perhaps one that is in progress. */
import type { TableEntity } from '@azure/data-tables';
import { systemIdGenerator, systemRandom } from '../../src/adapters/system/id-generator.ts';
import { systemClock } from '../../src/adapters/system/clock.ts';
import { createTableStore, storeOn } from '../../src/adapters/table-storage/table-store.ts';
import { recordComputed } from '../../src/core/coverage/covered-days.ts';
import { computedBy } from '../../src/core/coverage/ledger.ts';
import type { Change } from '../../src/core/job/change.ts';
import { rangeOfSlot } from '../../src/core/run/date-range.ts';
import { type AttemptResult, endAttempt } from '../../src/core/run/end-attempt.ts';
import { defaultRows, type ReadySnapshot } from '../../src/core/job/snapshot.ts';
import { acquire, type CancellationRequest, renew } from '../../src/core/run/lease.ts';
import type { Progress } from '../../src/core/run/progress.ts';
import { beginAttempt, finish, newRun } from '../../src/core/run/start-and-finish.ts';
import { type JobState, recordRun } from '../../src/core/job/job-state.ts';
import type { Run, WaitingRun } from '../../src/core/run/run.ts';
import { toFailure } from '../../src/adapters/sql-server/errors/classify-error.ts';
import {
  days,
  type EpochMs,
  epochMs,
  epochMsToLocalDate,
  hours,
  minus,
  minutes,
  plus,
  seconds,
} from '../../src/core/time/time.ts';
import type { SchedulerStore } from '../../src/ports.ts';
import { endContext, settings } from './core-samples.ts';
import type { Storage } from './surroundings.ts';
import { createTableInMemory } from './table-in-memory.ts';
import { tableOf } from './table-rows.ts';

export type Fate = 'succeeded' | 'repeated' | 'failed' | 'timed_out' | 'cancelled' | 'skipped' | 'lost';

export interface Past {
  /** Newest last. */
  readonly fates: readonly Fate[];
  /** A run that began so many minutes ago. */
  readonly live?: Live;
}

export interface Live {
  readonly minutes: number;
  readonly messages: readonly string[];
  readonly actor?: string;
  readonly reason?: string;
}

/** Most of them good, every kind of the others among them. */
export function usualFates(count: number): readonly Fate[] {
  const odd: Readonly<Record<number, Fate>> = {
    9: 'repeated',
    17: 'cancelled',
    31: 'timed_out',
    44: 'failed',
    58: 'skipped',
    73: 'lost',
    90: 'failed',
  };
  return Array.from({ length: count }, (_, index) => odd[count - index] ?? 'succeeded');
}

export const manyMessages = (percent: number): readonly string[] =>
  Array.from(
    { length: percent / 10 },
    (_, index) => `spJamkerja: ${(index + 1) * 10}% (${(index + 1) * 30} of 300 employees)`,
  );

/** As if the holder had not renewed it for too long: no test waits for a lease to expire. */
export async function expireLease(storage: Storage): Promise<void> {
  const store = await openStore(storage);
  const snapshot = await store.read();
  if (snapshot.kind === 'empty' || snapshot.lease.kind === 'free') throw new Error('nobody holds the lease');
  const { state, versions } = snapshot;
  const lease = { ...snapshot.lease, expiresAt: minus(epochMs(Date.now()), seconds(1)) };
  const result = await store.commit({ base: versions, state, lease });
  if (result.kind === 'conflict') throw new Error('the holder of the lease is still at work');
}

/**
 * As if the scheduler had first been started so many days ago and been paused ever since, after the runs that it has
 * made: the dates in between are missing. Ticks have come all the while.
 */
export async function pauseForDays(storage: Storage, count: number): Promise<void> {
  const store = await openStore(storage);
  const snapshot = await store.read();
  if (snapshot.kind === 'empty' || snapshot.config.pause === undefined) throw new Error('nobody has paused');
  const { config, state, versions } = snapshot;
  const now = epochMs(Date.now());
  const since = minus(now, days(count));
  const { coverage, ...rest } = state;
  if (coverage === undefined || config.pause === undefined) throw new Error('no coverage is known');
  const began = epochMsToLocalDate(since, config.timeZone);
  const change = {
    config: { ...config, notBefore: since, changedAt: since, pause: { ...config.pause, since } },
    state: { ...rest, coverage: { ...coverage, since: began }, lastEnd: since },
  };
  const result = await store.commit({ base: versions, ...change });
  if (result.kind === 'conflict') throw new Error('somebody else has written');
  await store.noteTick({
    mark: { since, at: now, nextBy: plus(now, minutes(12)), steadySince: since },
  });
}

/** As a minute later: whoever was sending is taken for gone. */
export async function expireClaims(storage: Storage): Promise<void> {
  const store = await openStore(storage);
  const snapshot = await store.read();
  const rows = snapshot.kind === 'empty' ? [] : (snapshot.waiting ?? []);
  const claimedUntil = minus(epochMs(Date.now()), seconds(1));
  const update = rows.map(({ item, version }) => ({ item: { ...item, claimedUntil }, version }));
  const written = update.length > 0 && (await store.writeOutbox({ update }));
  if (written === false || written.kind === 'conflict') throw new Error('nothing waits, or it is being sent');
}

const surroundings = {
  job: settings.job,
  clock: systemClock,
  idGenerator: systemIdGenerator,
  random: systemRandom,
};
const openStore = ({ connectionString, table }: Storage): Promise<SchedulerStore> =>
  createTableStore({
    settings: { table, connection: { kind: 'connection_string', connectionString } },
    ...surroundings,
  });

/**
 * Written by the store into a table in memory, and copied from there a hundred rows at a time: one transaction for each
 * run would take four times as long.
 */
export async function seedPast(storage: Storage, past: Past): Promise<void> {
  const memory = createTableInMemory();
  await liveThroughAll(storeOn(memory.client, surroundings), past);
  const table = tableOf(storage);
  await table.createTable();
  const rows = memory.rows().map(({ etag: _etag, timestamp: _timestamp, ...row }) => row);
  for (let from = 0; from < rows.length; from += 100)
    await table.submitTransaction(rows.slice(from, from + 100).map((row) => ['create', row as TableEntity]));
}

/** The last run began not an hour and a half ago, or in its time before the one that is in progress. */
async function liveThroughAll(store: SchedulerStore, past: Past): Promise<void> {
  const writer = await openWriter(store, past);
  const now = epochMs(Date.now());
  const live = past.live === undefined ? undefined : minus(now, minutes(past.live.minutes));
  const last = live === undefined ? minus(now, minutes(85)) : minus(live, minutes(225));
  for (const [index, fate] of past.fates.entries()) {
    const slot = minus(last, minutes(225 * (past.fates.length - 1 - index)));
    await liveThrough(writer, fate, slot, index);
  }
  if (past.live !== undefined && live !== undefined) await beginLive(writer, past.live, live);
}

interface Writer {
  readonly snapshot: () => ReadySnapshot;
  readonly write: (change: Omit<Change, 'base' | 'state'>) => Promise<void>;
}

async function openWriter(store: SchedulerStore, past: Past): Promise<Writer> {
  const begun = minus(epochMs(Date.now()), days(past.fates.length / 6 + 1));
  await store.initialise(defaultRows(settings, begun));
  const first = await store.read();
  if (first.kind === 'empty') throw new Error('the rows were to be written first');
  let snapshot: ReadySnapshot = first;
  return {
    snapshot: () => snapshot,
    write: async (change) => {
      const state =
        change.run == null ? snapshot.state : withCoverage(recordRun(snapshot.state, change.run), change.run);
      const result = await store.commit({ base: snapshot.versions, state, ...change });
      if (result.kind === 'conflict')
        throw new Error('somebody else writes into a table that is being seeded');
      const lease = change.lease ?? snapshot.lease;
      snapshot = { ...snapshot, lease, state, versions: result.versions };
    },
  };
}

/** It begins with the first day that a run has computed: a page without gaps, unless runs are missing. */
function withCoverage(state: JobState, run: Run): JobState {
  const { coverage } = state;
  const computed = computedBy(run);
  if (coverage === undefined || computed === undefined) return state;
  const isFirst = coverage.settled.length + coverage.open.length === 0;
  const since = isFirst ? computed.awal : coverage.since;
  return { ...state, coverage: recordComputed({ ...coverage, since }, computed) };
}

function waiting(slot: EpochMs, actor = 'schedule', reason = 'slot'): WaitingRun {
  const { timeZone, rangeDaysBack: daysBack } = settings;
  return newRun({
    id: systemIdGenerator.newId(slot),
    slot,
    missedSlots: 0,
    createdAt: slot,
    range: rangeOfSlot(slot, { timeZone, daysBack }),
    trigger: actor === 'schedule' ? 'schedule' : 'request',
    actor,
    reason,
  });
}

const begin = (run: WaitingRun, startedAt: EpochMs) =>
  beginAttempt(run, { startedAt, epoch: 1, instance: 'rd-5f2c:41', version: '1.4.0' });

/** Between half an hour and three quarters, different from run to run, and each time the same. */
const usualMinutes = (index: number): number => 32 + ((index * 7) % 13) + (index % 5) / 2;

async function liveThrough(writer: Writer, fate: Fate, slot: EpochMs, index: number): Promise<void> {
  const end = (took: number) => plus(slot, seconds(Math.round(took * 60)));
  const by = (run: WaitingRun, result: AttemptResult, took: number, order?: CancellationRequest): Run =>
    endAttempt(begin(run, slot), result, endContext(end(took)), order);
  const usual = usualMinutes(index);
  const succeeded = { kind: 'succeeded', rowsAffected: 600, returnValue: 0 } as const;
  const stopped = { kind: 'stopped', confirmed: true, work: 'work_may_remain' } as const;
  const run = waiting(slot);
  const write = (ended: Run, percent: number) =>
    writer.write({ run: ended, messages: said(manyMessages(percent), slot) });
  switch (fate) {
    case 'succeeded':
      return write(by(run, succeeded, usual), 100);
    case 'repeated': {
      const again = by(run, { kind: 'failed', rowsAffected: 40, failure: deadlock }, 12);
      if (again.state.kind !== 'waiting') throw new Error('a deadlock was to be repeated');
      const second = begin(again as WaitingRun, end(13));
      return write(endAttempt(second, succeeded, endContext(end(13 + usual))), 100);
    }
    case 'failed':
      return write(by(run, { kind: 'failed', rowsAffected: 0, failure: divided }, usual / 4), 20);
    case 'timed_out': {
      const stop = { cause: 'deadline', at: end(90) } as const;
      return write(by(run, { ...stopped, rowsAffected: undefined, stop }, 90), 30);
    }
    case 'cancelled': {
      const stop = { cause: 'cancel', at: end(9), by: 'budi@example.com', reason: 'wrong dates' } as const;
      return write(by(run, { ...stopped, rowsAffected: 9, stop }, 9), 10);
    }
    case 'skipped':
      return write(by(run, { kind: 'foreign_run' }, 0), 0);
    case 'lost': {
      const { attempt } = begin(run, slot).state;
      const ended = { ...attempt, endedAt: end(25), outcome: 'lost', rowsAffected: 0 } as const;
      const message = 'its process died, and SQL Server no longer runs the procedure';
      return write(finish({ ...run, attempts: [ended] }, { outcome: 'lost', message }, end(25)), 0);
    }
  }
}

async function beginLive(writer: Writer, live: Live, since: EpochMs): Promise<void> {
  const run = begin(waiting(since, live.actor, live.reason), since);
  const holder = { holder: 'rd-5f2c:41', runId: run.id, attempt: 1 };
  const messages = said(live.messages, since);
  const progress: Progress = {
    phase: 'executing',
    rowsAffected: 0,
    messageCount: messages.length,
    messages,
  };
  // Nobody renews it: it has to outlive the test.
  const lease = acquire(writer.snapshot().lease, holder, since, settings.leaseExpiry);
  await writer.write({ run, lease: renew(lease, progress, epochMs(Date.now()), hours(1)) });
}

const said = (texts: readonly string[], from: EpochMs) =>
  texts.map((text, index) => ({ at: plus(from, minutes(index * 3.5)), text, number: 0 }));

const deadlock = toFailure(
  [
    {
      number: 1205,
      message:
        'Transaction (Process ID 71) was deadlocked on lock resources with another process and has been chosen as the deadlock victim. Rerun the transaction.',
      severity: 13,
      line: 58,
      procedure: 'spJamkerja',
    },
  ],
  'executing',
  'all',
);
const divided = toFailure(
  [
    {
      number: 8134,
      message: 'Divide by zero error encountered.',
      severity: 16,
      line: 112,
      procedure: 'spJamkerja',
    },
  ],
  'executing',
  'all',
);
