/** The log lines that alerts measure silence and length by. The clock is told the time, so nothing waits. */
import { describe, expect, test } from 'vitest';
import { acquire, neverHeld } from '../../src/core/run/lease.ts';
import { finish } from '../../src/core/run/start-and-finish.ts';
import { days, type EpochMs, minus, minutes, plus } from '../../src/core/time/time.ts';
import { keepLease } from '../../src/operations/attempt/keep-lease.ts';
import { noChannels } from '../../src/adapters/notify/notifier.ts';
import { logUsualDuration } from '../../src/operations/maintenance/log-usual-duration.ts';
import type { RunPage } from '../../src/core/job/history.ts';
import type { Log, LogFields, World } from '../../src/ports.ts';
import { configWith, settings, start, waitingRun } from '../support/core-samples.ts';
import { initialState } from '../../src/core/job/job-state.ts';

function recordingLog() {
  const told: { readonly line: string; readonly fields: LogFields | undefined }[] = [];
  const tell = (line: string, fields?: LogFields): void => void told.push({ line, fields });
  const log: Log = { debug: tell, info: tell, warn: tell, error: tell };
  return { log, of: (event: string) => told.filter((each) => each.fields?.event === event) };
}

const refuse = (): never => {
  throw new Error('not expected to be called');
};

/** Sleeping takes no time but moves the clock. */
function worldWith(store: Partial<World['store']>, onSleep: (now: EpochMs) => void = () => undefined): World {
  let now = start;
  return {
    settings,
    clock: {
      now: () => now,
      monotonic: () => now - start,
      sleep: async (duration) => {
        now = plus(now, duration);
        onSleep(now);
      },
    },
    store,
    idGenerator: { newId: refuse },
    random: refuse,
    instance: { name: 'a:1', version: '1' },
    sha256: refuse,
    runner: { execute: refuse, probe: refuse },
    inspector: { inspect: refuse },
    notifier: noChannels,
    shutdown: new AbortController().signal,
  } as World;
}

describe('a run in progress', () => {
  test('gives a sign of life every five minutes, with its id and rows', async () => {
    const done = new AbortController();
    const world = worldWith({ commit: async () => ({ kind: 'committed', versions: {} as never }) }, (now) => {
      if (now > plus(start, minutes(21))) done.abort();
    });
    const { log, of } = recordingLog();
    const holder = { holder: 'a:1', runId: 'run-1', attempt: 1 };
    const lease = acquire(neverHeld, holder, start, settings.leaseExpiry);
    const held = { kind: 'ready', config: configWith(), state: initialState, versions: {}, lease } as never;

    const { rows } = keepLease(world, log, held, {
      progress: () => ({ phase: 'executing', rowsAffected: 7, messageCount: 0, messages: [] }),
      ownRequest: () => undefined,
      onRequest: () => undefined,
      ended: done.signal,
    });
    await rows;

    expect(of('run_alive')).toHaveLength(4);
    expect(of('run_alive')[3]).toEqual({
      line: '💓 Run run-1 has been executing for 20 minutes, 7 rows so far',
      fields: { runId: 'run-1', event: 'run_alive', rowsAffected: 7 },
    });
  });
});

const run = (index: number) =>
  finish(
    waitingRun({ id: `run-${index}`, createdAt: minus(start, minutes(index)) }),
    { outcome: 'succeeded', message: '' },
    start,
  );

describe('the daily line about the usual duration', () => {
  const all = Array.from({ length: 150 }, (_, index) => run(index));

  test('counts the runs of every page', async () => {
    const pages: (string | undefined)[] = [];
    const listRuns = async ({
      limit,
      before,
    }: {
      limit: number;
      before?: string | undefined;
    }): Promise<RunPage> => {
      pages.push(before);
      const from = before === undefined ? 0 : all.findIndex(({ id }) => id === before) + 1;
      const runs = all.slice(from, from + limit);
      const next = from + limit < all.length ? runs.at(-1)?.id : undefined;
      return next === undefined ? { runs } : { runs, next };
    };
    const { log, of } = recordingLog();
    await logUsualDuration(worldWith({ listRuns }), log);
    expect(of('usual_duration')[0]?.fields).toEqual({ event: 'usual_duration', p95Seconds: 0, runs: 150 });
    expect(pages).toEqual([undefined, 'run-99']);
  });

  test('is not looked for beyond the last 30 days, when there are no runs at all', async () => {
    const searched: number[] = [];
    const listRuns = async (): Promise<RunPage> => {
      searched.push(10 * (searched.length + 1));
      return { runs: [], next: 'x', searchedBackTo: minus(start, days(searched.at(-1) ?? 0)) };
    };
    const { log, of } = recordingLog();
    await logUsualDuration(worldWith({ listRuns }), log);
    expect(of('usual_duration')).toEqual([]);
    expect(searched).toEqual([10, 20, 30, 40]);
  });

  test('is not written while there are too few runs to say', async () => {
    const { log, of } = recordingLog();
    await logUsualDuration(worldWith({ listRuns: async () => ({ runs: all.slice(0, 5) }) }), log);
    expect(of('usual_duration')).toEqual([]);
  });
});
