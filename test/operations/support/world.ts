/** A world that a test controls: rows in memory, a clock that moves only when told, and a log that is kept. */
import { setImmediate } from 'node:timers/promises';
import { defaultRows } from '../../../src/core/job/snapshot.ts';
import type { ReadySnapshot } from '../../../src/core/job/snapshot.ts';
import { type DurationMs, epochMs } from '../../../src/core/time/time.ts';
import type { Clock, Log, LogFields, SchedulerStore, World } from '../../../src/ports.ts';
import { settings, start } from '../../support/core-samples.ts';
import { createMemoryStore, emptyRows, type MemoryRows, refuse } from './memory-store.ts';

export interface LoggedLine {
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  readonly line: string;
  readonly fields: LogFields | undefined;
}

export function recordingLog() {
  const lines: LoggedLine[] = [];
  const at =
    (level: LoggedLine['level']) =>
    (line: string, fields?: LogFields): void =>
      void lines.push({ level, line, fields });
  const log: Log = { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
  return { log, lines, of: (event: string) => lines.filter((each) => each.fields?.event === event) };
}

export interface ManualClock extends Clock {
  /** Wakes whoever sleeps until then, in order, and lets each go on until it waits again. */
  readonly advance: (duration: DurationMs) => Promise<void>;
  /** Somebody sets it forward, or back by a negative duration; no time passes. */
  readonly set: (by: DurationMs) => void;
}

export function createManualClock(): ManualClock {
  let passed = 0;
  let ahead = 0;
  const sleepers = new Map<() => void, number>();
  const next = () => [...sleepers].toSorted(([, one], [, other]) => one - other)[0];
  return {
    now: () => epochMs(start + passed + ahead),
    monotonic: () => passed,
    sleep: async (duration, signal) => {
      if (signal?.aborted === true) return;
      const { promise, resolve } = Promise.withResolvers<void>();
      sleepers.set(resolve, passed + duration);
      signal?.addEventListener('abort', () => resolve(), { once: true });
      await promise;
      sleepers.delete(resolve);
    },
    advance: async (duration) => {
      const until = passed + duration;
      await setImmediate();
      for (let due = next(); due !== undefined && due[1] <= until; due = next()) {
        const [wake, at] = due;
        passed = at;
        sleepers.delete(wake);
        wake();
        await setImmediate();
      }
      passed = until;
    },
    set: (by) => {
      ahead += by;
    },
  };
}

export interface TestWorld {
  readonly world: World;
  readonly clock: ManualClock;
  readonly rows: MemoryRows;
  readonly control: () => ReadySnapshot;
  readonly shutdown: () => void;
}

export interface WorldOptions extends Partial<Omit<World, 'store'>> {
  /** What this process's store does otherwise than the one in memory. */
  readonly store?: (inMemory: SchedulerStore) => Partial<SchedulerStore>;
}

/** The rows are initialised; whatever the test does not expect to be called throws. */
export function createWorld({ store, ...overrides }: WorldOptions = {}): TestWorld {
  const rows = emptyRows();
  rows.control = {
    kind: 'ready',
    ...defaultRows(settings, start),
    versions: { config: '0', lease: '0', state: '0' },
  };
  const inMemory = createMemoryStore(rows);
  const clock = createManualClock();
  const shutdown = new AbortController();
  const world: World = {
    settings,
    clock,
    idGenerator: { newId: refuse },
    random: () => 0.5,
    instance: { name: 'a:1', version: '1' },
    sha256: refuse,
    store: { ...inMemory, ...store?.(inMemory) },
    runner: { execute: refuse, probe: refuse },
    inspector: { inspect: refuse },
    shutdown: shutdown.signal,
    ...overrides,
  };
  const control = () => {
    if (rows.control === undefined) throw new Error('the control rows were deleted');
    return rows.control;
  };
  return { world, clock, rows, control, shutdown: () => shutdown.abort() };
}

/** Somebody deletes the control rows, and another process writes the default ones. */
export async function deleteControlRows({ rows }: Pick<TestWorld, 'rows'>): Promise<void> {
  rows.control = undefined;
  await createMemoryStore(rows).initialise(defaultRows(settings, start));
}

/** Another process writes these control rows. */
export async function writeAsOther(
  { rows, control }: Pick<TestWorld, 'rows' | 'control'>,
  parts: Partial<Pick<ReadySnapshot, 'config' | 'lease' | 'state'>>,
): Promise<void> {
  const result = await createMemoryStore(rows).commit({ base: control().versions, ...parts });
  if (result.kind === 'conflict') throw new Error('the other process met a conflict');
}
