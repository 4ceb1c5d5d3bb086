/** What the commands about the schedule make of the rows, and what the audit says of it. */
import { describe, expect, test } from 'vitest';
import type { ProposedSchedule } from '../../src/core/job/propose-schedule.ts';
import { AdaptiveRule } from '../../src/core/schedule/document/adaptive-rule.ts';
import { minutes, plus } from '../../src/core/time/time.ts';
import { setInterval } from '../../src/operations/commands/set-interval.ts';
import { setSchedule } from '../../src/operations/commands/set-schedule.ts';
import { start as resume } from '../../src/operations/commands/start.ts';
import { stop, type StopRequest } from '../../src/operations/commands/stop.ts';
import {
  afterMinutes,
  jakarta,
  runIdOf,
  runningRun,
  settings,
  settingsWith,
  start,
  waitingRun,
} from '../support/core-samples.ts';
import { answerOf, audited, by, createCommandWorld, withActive } from './support/command-world.ts';
import { type TestWorld, writeAsOther } from './support/world.ts';

const pause = { by: 'budi', reason: 'closing', since: start };
const { startDelay } = settings;

async function whilePaused(): Promise<TestWorld> {
  const there = createCommandWorld();
  await writeAsOther(there, { config: { ...there.control().config, pause } });
  return there;
}

describe('start', () => {
  test('ends the pause; the next slot comes after the start delay', async () => {
    const there = await whilePaused();
    expect(answerOf(await resume(there.world, by('start'), {}))).toMatchObject({
      outcome: { kind: 'resumed' },
    });
    expect(there.control().config).not.toHaveProperty('pause');
    expect(there.control().config.notBefore).toBe(plus(start, startDelay));
    expect(await audited(there)).toMatchObject({ before: JSON.stringify(pause), after: 'null' });
  });

  test('changes nothing of a schedule that is not paused', async () => {
    const there = createCommandWorld();
    const { config, versions } = there.control();
    expect(answerOf(await resume(there.world, by('start'), { reason: 'sure' }))).toMatchObject({
      outcome: { kind: 'was_not_paused' },
    });
    expect(there.control().config).toEqual(config);
    expect(there.control().versions.config).toBe(versions.config);
    expect(await audited(there)).toMatchObject({ action: 'start', reason: 'sure', before: 'null' });
  });
});

const sendStop = (there: TestWorld, request: StopRequest) => stop(there.world, by('stop'), request);

describe('stop', () => {
  test('pauses until somebody resumes, and lets a run go on', async () => {
    const there = await withActive(runningRun());
    expect(answerOf(await sendStop(there, {}))).toMatchObject({ outcome: { kind: 'paused' } });
    const expected = { by: 'siti', byId: 'id-siti', reason: 'no reason given', since: start };
    expect(there.control().config.pause).toEqual(expected);
    expect(there.control().lease).not.toHaveProperty('stop');
    expect(await audited(there)).toMatchObject({ before: 'null', after: JSON.stringify(expected) });
    expect(await audited(there)).not.toHaveProperty('runId');
  });

  test('pauses until a time that is to come, and not until one that has come', async () => {
    const there = createCommandWorld();
    const until = afterMinutes(1);
    await sendStop(there, { until, reason: 'closing' });
    expect(there.control().config.pause).toMatchObject({ until, reason: 'closing' });
    const { timeZone } = there.control().config;
    const refused = { kind: 'refused', why: 'pause_would_be_over', until: start, timeZone };
    expect(await sendStop(there, { until: start })).toEqual(refused);
  });

  test('with nothing new leaves an earlier pause and its author; with something new it keeps the beginning', async () => {
    const there = await whilePaused();
    await there.clock.advance(minutes(1));
    expect(answerOf(await sendStop(there, {}))).toMatchObject({ outcome: { kind: 'was_already_paused' } });
    expect(there.control().config.pause).toEqual(pause);
    expect((await audited(there))?.after).toBe(JSON.stringify(pause));
    await sendStop(there, { until: afterMinutes(9) });
    expect(there.control().config.pause).toMatchObject({ by: 'siti', since: start, until: afterMinutes(9) });
    await sendStop(there, { reason: 'audit' });
    expect(there.control().config.pause).toEqual({
      by: 'siti',
      byId: 'id-siti',
      reason: 'audit',
      since: start,
    });
  });

  test('cancels the active run where that is wanted', async () => {
    const there = await withActive(runningRun());
    expect(answerOf(await sendStop(there, { cancel: true, reason: 'wrong' }))).toMatchObject({
      outcome: { kind: 'paused', runId: runIdOf(1) },
    });
    expect(there.control().lease).toMatchObject({ stop: { by: 'siti', reason: 'wrong' } });
    expect((await audited(there))?.runId).toBe(runIdOf(1));
  });

  test('cancels the run that is named, and no other', async () => {
    const named = await withActive(waitingRun());
    await sendStop(named, { cancel: true, runId: runIdOf(1) });
    expect(await named.store.findRun(runIdOf(1))).toMatchObject({
      state: {
        outcome: 'cancelled',
        message: 'cancelled by siti before it started: no reason given',
      },
    });
    const other = await withActive(waitingRun());
    await sendStop(other, { cancel: true, runId: runIdOf(0) });
    expect(other.control().state.active?.id).toBe(runIdOf(1));
    expect(other.control().config.pause).toBeDefined();
  });
});

describe('set-interval', () => {
  test('replaces the interval', async () => {
    const there = createCommandWorld();
    const { schedule: before } = there.control().config;
    const answer = answerOf(await setInterval(there.world, by('set_interval'), { hours: 6 }));
    const { schedule: after } = there.control().config;
    expect(answer).toMatchObject({ outcome: { kind: 'interval_set', before, after } });
    expect(after).toMatchObject({ hours: 6 });
    expect(await audited(there)).toMatchObject({
      before: JSON.stringify(before),
      after: JSON.stringify(after),
    });
  });

  test('that is in force already changes nothing', async () => {
    const there = createCommandWorld();
    const { config, versions } = there.control();
    await setInterval(there.world, by('set_interval'), { hours: settings.intervalHours });
    expect(there.control().config).toEqual(config);
    expect(there.control().versions.config).toBe(versions.config);
  });
});

const proposed = (daysBack: number): ProposedSchedule => ({
  rule: { kind: 'interval', hours: 6, after: 'finish' },
  timeZone: jakarta,
  daysBack,
  profiles: [],
  blackouts: [],
  calendars: [],
  adaptive: undefined,
  catchUp: true,
  leastGap: minutes(0),
});

const sendSchedule = ({ world }: TestWorld, daysBack: number, basedOn?: number) =>
  setSchedule(world, by('set_schedule'), { proposed: proposed(daysBack), basedOn });

const byPending = AdaptiveRule.parse({
  by: 'pending',
  runs: 3,
  least: 1,
  most: 6,
  hysteresis: 0,
  steps: [{ upTo: 1_000, hours: 6 }, { hours: 2 }],
});
const sendAdaptive = ({ world }: TestWorld, daysBack = 1) =>
  setSchedule(world, by('set_schedule'), {
    proposed: { ...proposed(daysBack), adaptive: byPending },
    basedOn: undefined,
  });

describe('set-schedule with an interval that adapts to new input', () => {
  const asking = settingsWith({ PENDING_PROCEDURE: 'dbo.spBaru' });

  test('is refused without PENDING_PROCEDURE, and changes nothing', async () => {
    const there = createCommandWorld();
    const { config } = there.control();
    expect(await sendAdaptive(there)).toMatchObject({
      kind: 'refused',
      why: 'schedule_refused',
      problems: [
        { path: ['adaptive', 'by'], message: expect.stringContaining('set PENDING_PROCEDURE first') },
      ],
    });
    expect(there.control().config).toEqual(config);
  });

  test('is accepted with it, and once it is in force other parts can be changed without it', async () => {
    const there = createCommandWorld({ settings: asking });
    expect(answerOf(await sendAdaptive(there))).toMatchObject({ outcome: { changed: true } });
    expect(there.control().config.adaptive).toEqual(byPending);
    const without = { ...there, world: { ...there.world, settings } };
    expect(answerOf(await sendAdaptive(without, 2))).toMatchObject({ outcome: { changed: true } });
  });
});

describe('set-schedule', () => {
  test('replaces the revision that it is based on, and no other', async () => {
    const there = createCommandWorld();
    expect(answerOf(await sendSchedule(there, 2, 0))).toMatchObject({ outcome: { changed: true } });
    const { config } = there.control();
    for (const given of [0, 2]) {
      const refused = { kind: 'refused', why: 'revision_changed', given, revision: 1 };
      expect(await sendSchedule(there, 3, given)).toEqual(refused);
      expect(there.control().config).toEqual(config);
    }
    await sendSchedule(there, 3, 1);
    expect(there.control().config).toMatchObject({ daysBack: 3, revision: 2 });
  });

  test('without a revision replaces whatever there is', async () => {
    const there = createCommandWorld();
    await sendSchedule(there, 2);
    await sendSchedule(there, 3);
    expect(there.control().config).toMatchObject({ daysBack: 3, revision: 2 });
  });
});
