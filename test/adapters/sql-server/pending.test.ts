/** The database is asked for late input: the real driver over a socket, and the stand-in. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Fault } from '../../../local/sql-server/stand-in.ts';
import { createInputProbe } from '../../../src/adapters/sql-server/procedure-runner.ts';
import { systemClock } from '../../../src/adapters/system/clock.ts';
import { EpochMs } from '../../../src/core/time/time.ts';
import type { Clock } from '../../../src/ports.ts';
import { countSince } from '../../../src/operations/coverage/ask-for-input.ts';
import { createWorld } from '../../operations/support/world.ts';
import { getLock, connect } from '../../local/sql-server/connect.ts';
import { recordingLog, runnerParts } from './support/attempt.ts';
import { patiently, type Rig, startRig } from './support/rig.ts';
import { variablesFor } from '../../../local/sql-server/variables.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
});
afterEach(() => rig.reset());
afterAll(() => rig.close());

type Pending = Omit<Extract<Fault, { readonly kind: 'pending' }>, 'kind'>;

const since = EpochMs.parse(Date.now() - 3_600_000);

interface Asked {
  readonly fault?: Pending;
  readonly environment?: Readonly<Record<string, string>>;
  readonly clock?: Clock;
  readonly signal?: AbortSignal;
  readonly lines?: string[];
}

async function ask({ signal, lines = [], ...asked }: Asked = {}) {
  return probeWith(asked).pending(since, recordingLog(lines), signal ?? new AbortController().signal);
}

function probeWith({ fault, environment = {}, clock = systemClock }: Asked) {
  rig.server.setFault(fault === undefined ? undefined : { kind: 'pending', ...fault });
  const probe = createInputProbe(
    runnerParts(clock, {
      ...variablesFor({ port: rig.relay.port, user: rig.server.user, password: rig.server.password }),
      PENDING_PROCEDURE: 'dbo.spJamkerjaPending',
      ...environment,
    }),
  );
  if (probe === undefined) throw new Error('no procedure to ask');
  return probe;
}

test('tells the dates of the punches that arrived since, by the day to which they count', async () => {
  expect(await ask({ fault: { rows: [] } })).toEqual({ kind: 'answered', dates: [] });
  const people = rig.server.uploadLatePunches('2026-10-06');
  expect(people).toBeGreaterThan(0);
  const answer = await ask();
  expect(answer).toMatchObject({ kind: 'answered' });
  // Both punches of a night shift count to its first day.
  expect(answer.kind === 'answered' ? answer.dates.filter(({ date }) => date < '2026-10-20') : []).toEqual([
    { date: '2026-10-06', rows: 2 * people },
  ]);
});

test('counts beside a run what has arrived for all dates, also for those of the usual range', async () => {
  const today = new Date().toISOString().slice(0, 10);
  const fault = {
    rows: [
      ['2025-12-31', 3],
      ['2026-01-05', 4],
      [today, 5],
    ],
  };
  const input = probeWith({ fault });
  const { world } = createWorld({ input });
  expect(await countSince(world, input, since)).toBe(12);
});

test('leaves the applock alone: it asks while a run holds it, and leaves nothing behind', async () => {
  const holder = await connect(rig.server);
  expect(await getLock(holder)).toBe(0);
  expect(await ask()).toMatchObject({ kind: 'answered' });
  await expect.poll(() => rig.relay.open(), patiently).toBe(0);
});

test('without a procedure in the settings there is nothing to ask', () => {
  const parts = runnerParts(systemClock, {
    SQL_CONNECTION_STRING: 'Server=x;Database=y;User ID=z;Password=s',
  });
  expect(createInputProbe(parts)).toBeUndefined();
});

const dates = [
  ['2026-01-05', 2],
  ['2025-12-31', 3],
  ['2026-01-05', 4],
  ['2026-01-07', 0],
];
const told = [
  { date: '2025-12-31', rows: 3 },
  { date: '2026-01-05', rows: 6 },
];

test.each<readonly [string, Pending]>([
  ['by their names, in any case', { columns: ['Tanggal', 'JUMLAH'], rows: dates }],
  [
    'by their names, in any order',
    { columns: ['jumlah', 'tanggal'], rows: dates.map(([date = null, rows = null]) => [rows, date]) },
  ],
  ['by their places', { columns: ['Hari', 'Baris'], rows: dates }],
  ['that have no names', { columns: ['', ''], rows: dates }],
])('reads columns %s; takes each date once, in order, without those of no rows', async (_, fault) => {
  expect(await ask({ fault })).toEqual({ kind: 'answered', dates: told });
});

test.each<readonly [string, Pending, RegExp]>([
  [
    'no result',
    { columns: [], rows: [] },
    /returned no rows: expected two columns, tanggal \(date\) and jumlah \(int\)/,
  ],
  [
    'one column',
    { columns: ['tanggal'], rows: [['2026-01-05']] },
    /returned the columns tanggal: expected two/,
  ],
  [
    'a date that is none',
    { rows: [['yesterday', 2]] },
    /returned in row 1 no date in tanggal: expected a date/,
  ],
  [
    'a NULL date',
    {
      rows: [
        ['2026-01-05', 1],
        [null, 2],
      ],
    },
    /returned in row 2 no date in tanggal/,
  ],
  [
    'a NULL count',
    { rows: [['2026-01-05', null]] },
    /returned in row 1 no count in jumlah: expected a whole number/,
  ],
  ['a negative count', { rows: [['2026-01-05', -1]] }, /returned in row 1 no count in jumlah/],
])('refuses %s, and says what is wrong', async (_, fault, message) => {
  const answer = await ask({ fault });
  expect(answer).toEqual({ kind: 'failed', message: expect.stringMatching(message) });
  expect(answer).toMatchObject({ message: expect.stringContaining('dbo.spJamkerjaPending') });
});

test.each<readonly [string, Pending, RegExp]>([
  ['is missing', { procedure: 'missing' }, /Could not find stored procedure.*check PENDING_PROCEDURE/],
  ['may not be executed', { procedure: 'denied' }, /EXECUTE permission was denied.*GRANT EXECUTE/],
  ['fails', { error: { number: 8134 } }, /Divide by zero/],
  ['is a victim of a deadlock', { error: { number: 1205 } }, /deadlocked.*It is asked again/],
])('a procedure that %s is a result with its remedy', async (_, fault, message) => {
  const answer = await ask({ fault });
  expect(answer).toEqual({ kind: 'failed', message: expect.stringMatching(message) });
  expect(JSON.stringify(answer)).not.toContain(rig.server.password);
});

test('a wrong name of the parameter points to the setting', async () => {
  expect(await ask({ environment: { PENDING_PARAMETER: 'mulai' } })).toMatchObject({
    kind: 'failed',
    message: expect.stringMatching(/@mulai is not a parameter.*PENDING_PARAMETER/),
  });
});

test('a refused login is a result', async () => {
  const answer = await ask({ environment: { SQL_PASSWORD: 'wrong-s3cret' } });
  expect(answer).toMatchObject({
    kind: 'failed',
    message: expect.stringMatching(/Login failed.*SQL_PASSWORD/),
  });
  expect(JSON.stringify(answer)).not.toContain('wrong-s3cret');
});

/** Its first sleep is the time limit. */
function impatient(): {
  readonly clock: Clock;
  readonly limit: () => number | undefined;
  readonly over: () => void;
} {
  const { promise, resolve } = Promise.withResolvers<void>();
  let limit: number | undefined;
  const clock: Clock = {
    ...systemClock,
    sleep: (duration, signal) => {
      if (limit !== undefined) return systemClock.sleep(duration, signal);
      limit = duration;
      return promise;
    },
  };
  return { clock, limit: () => limit, over: resolve };
}

test('gives a slow procedure up after 15 s for connecting and asking together', async () => {
  const { clock, limit, over } = impatient();
  const calls = rig.server.pendingCalls;
  const asking = ask({ fault: { takes: 600_000 }, clock });
  await expect.poll(() => rig.server.pendingCalls, patiently).toBe(calls + 1);
  over();
  expect(await asking).toMatchObject({
    kind: 'failed',
    message: expect.stringMatching(/no answer within 15 s\. Make the procedure quicker/),
  });
  expect(limit()).toBe(15_000);
});

test('gives a silent server up as well', async () => {
  const { clock, over } = impatient();
  rig.server.setFault({ kind: 'mute', at: 'prelogin' });
  const probe = createInputProbe(
    runnerParts(clock, {
      SQL_CONNECTION_STRING: `Server=127.0.0.1,${rig.relay.port};Database=A;User ID=app;Password=x;Encrypt=false`,
      PENDING_PROCEDURE: 'dbo.spJamkerjaPending',
    }),
  );
  const asking = probe?.pending(since, recordingLog([]), new AbortController().signal);
  await expect.poll(() => rig.relay.open(), patiently).toBe(1);
  over();
  expect(await asking).toMatchObject({
    kind: 'failed',
    message: expect.stringMatching(/no session within 15 s/),
  });
});

test('ends at once when the app ends', async () => {
  const stop = new AbortController();
  const calls = rig.server.pendingCalls;
  const asking = ask({ fault: { takes: 600_000 }, signal: stop.signal });
  await expect.poll(() => rig.server.pendingCalls, patiently).toBe(calls + 1);
  stop.abort();
  expect(await asking).toMatchObject({ kind: 'failed' });
});

test('takes at most 400 dates, the newest, and says how many it leaves out', async () => {
  const first = Date.UTC(2024, 0, 1);
  const rows = Array.from({ length: 410 }, (_, day) => [
    new Date(first + day * 86_400_000).toISOString().slice(0, 10),
    1,
  ]);
  const lines: string[] = [];
  const answer = await ask({ fault: { rows }, lines });
  expect(answer.kind === 'answered' ? [answer.dates.length, answer.dates[0]?.date] : answer).toEqual([
    400,
    '2024-01-11',
  ]);
  expect(lines).toEqual([expect.stringMatching(/410 dates: the 10 oldest of them are left out.*backfill/)]);
});
