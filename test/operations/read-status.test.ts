/** A status is prepared from the rows of the one before while the table answers, and never shows those when there are others. */
import { expect, it, test } from 'vitest';
import { showStatus, type StatusRead } from '../../src/operations/queries/read-status.ts';
import type { ReadySnapshot, Snapshot } from '../../src/core/job/snapshot.ts';
import { sampleInstant, sampleRows } from '../support/sample-records.ts';
import { milliseconds, seconds } from '../../src/core/time/time.ts';
import { createWorld } from './support/world.ts';

/** The table answers the next question when it is told to, with these rows. */
function createSlowWorld() {
  const questions: PromiseWithResolvers<Snapshot>[] = [];
  const read = (meanwhile?: () => void) => {
    meanwhile?.();
    const question = Promise.withResolvers<Snapshot>();
    questions.push(question);
    return question.promise;
  };
  const { world, clock } = createWorld({ store: () => ({ read }) });
  const shown: StatusRead[] = [];
  const show = (status: StatusRead): StatusRead => {
    shown.push(status);
    return status;
  };
  const ask = () => showStatus(world, show);
  const answer = (rows: Snapshot): void => questions.shift()?.resolve(rows);
  const fail = (message: string): void => questions.shift()?.reject(new Error(message));
  return { clock, world, ask, answer, fail, shown };
}

const rows: ReadySnapshot = {
  kind: 'ready',
  ...sampleRows,
  ticks: { since: sampleInstant, at: sampleInstant, nextBy: sampleInstant },
  channels: {},
  waiting: [],
  versions: { config: '1', lease: '1', state: '1' },
};

/** A status of these rows has been shown. */
async function createUsedWorld() {
  const world = createSlowWorld();
  const first = world.ask();
  world.answer(rows);
  await first;
  return world;
}

test('rows that have not changed are shown before the table answers, as of the question', async () => {
  const { clock, ask, answer, shown } = await createUsedWorld();
  const second = ask();
  expect(shown).toHaveLength(2);
  const asked = clock.now();
  await clock.advance(milliseconds(999));
  answer({ ...rows, versions: { config: '2', lease: '2', state: '2' } });
  expect(await second).toEqual({ snapshot: rows, now: asked });
  expect(shown).toHaveLength(2);
});

test('a table that takes a second is shown as of its answer, whatever somebody sets the clock to', async () => {
  const { clock, ask, answer } = await createUsedWorld();
  const second = ask();
  await clock.advance(seconds(1));
  clock.set(seconds(-3_600));
  answer(rows);
  expect((await second).now).toBe(clock.now());
});

it.each(['config', 'lease', 'state', 'ticks', 'channels', 'waiting'] as const)(
  'rows with another %s are shown, as of the answer',
  async (name) => {
    const { clock, ask, answer } = await createUsedWorld();
    const second = ask();
    await clock.advance(milliseconds(500));
    const changed = { ...rows, [name]: structuredClone(rows[name]) };
    answer(changed);
    const { snapshot, now } = await second;
    expect(snapshot).toBe(changed);
    expect(now).toBe(clock.now());
  },
);

test('rows are shown once there are some, and no longer once there are none', async () => {
  const { ask, answer } = createSlowWorld();
  const none = { kind: 'empty' } as const;
  for (const each of [none, rows, none]) {
    const asked = ask();
    answer(each);
    expect((await asked).snapshot).toEqual(each);
  }
});

test('rows that cannot be shown do not keep those away that can be', async () => {
  const { world, answer } = createSlowWorld();
  const show = ({ snapshot }: StatusRead): string => {
    if (snapshot === rows) throw new Error('no such zone');
    return 'shown';
  };
  for (let times = 0; times < 2; times += 1) {
    const asked = showStatus(world, show);
    answer(rows);
    await expect(asked).rejects.toThrow('no such zone');
  }
  const asked = showStatus(world, show);
  // With the same records in it.
  answer({ ...rows });
  expect(await asked).toBe('shown');
});

test('a table that fails is told, also after rows that were shown, and shown again when it answers', async () => {
  const { ask, answer, fail } = createSlowWorld();
  const told: unknown[] = [];
  for (const failing of [false, true, true, false]) {
    const asked = ask().then(({ snapshot }) => snapshot, String);
    if (failing) fail('mute');
    else answer(rows);
    told.push(await asked);
  }
  expect(told).toEqual([rows, 'Error: mute', 'Error: mute', rows]);
});
