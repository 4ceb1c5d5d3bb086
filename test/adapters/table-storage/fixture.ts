/** Stores over one Azurite for a test file: each test has a table of its own, optionally behind a proxy. */
import { setTimeout as wait } from 'node:timers/promises';
import { randomUUID } from 'node:crypto';
import { monotonicFactory } from 'ulid';
import { milliseconds } from '../../../src/core/time/time.ts';
import { createTableStore } from '../../../src/adapters/table-storage/table-store.ts';
import { type Patience, usualPatience } from '../../../src/adapters/table-storage/table-requests.ts';
import { systemClock } from '../../../src/adapters/system/clock.ts';
import type { Clock, IdGenerator, SchedulerStore } from '../../../src/ports.ts';

export const job = 'spJamkerja';

/** Notes how long it was asked to wait before the next attempt. */
export interface NotingClock extends Clock {
  readonly sleeps: number[];
}

/** Real time; waits are noted and cut short, because no test claims how long one takes. Time limits hold. */
export function makeClock(): NotingClock {
  const sleeps: number[] = [];
  return {
    sleeps,
    ...systemClock,
    sleep: async (duration, signal) => {
      // Only a time limit has a signal, which ends it with the attempt.
      if (signal !== undefined) return systemClock.sleep(duration, signal);
      sleeps.push(duration);
      await wait(Math.min(duration, 5));
    },
  };
}

export function makeIdGenerator(): IdGenerator {
  const ulid = monotonicFactory();
  return { newId: (now) => ulid(now) };
}

/** For tests in which the service does not answer: a short limit, but so many attempts that a busy machine gets through. */
export const shortPatience: Patience = { ...usualPatience, attempts: 100, attemptLimit: milliseconds(500) };

export const newTableName = (): string => `T${randomUUID().replaceAll('-', '')}`;

export interface StoreMaking {
  readonly connectionString: string;
  readonly table: string;
  readonly clock?: Clock;
  readonly patience?: Patience;
  readonly job?: string;
}

export async function makeStore(making: StoreMaking): Promise<SchedulerStore> {
  const { connectionString, table, clock = makeClock(), patience = usualPatience } = making;
  return await createTableStore({
    settings: { table, connection: { kind: 'connection_string', connectionString } },
    job: making.job ?? job,
    clock,
    idGenerator: makeIdGenerator(),
    random: () => Math.random(),
    patience,
  });
}
