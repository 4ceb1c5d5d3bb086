/** What became of each slot of a period, and which share of them was kept. */
import { describe, expect, it } from 'vitest';
import { defaultRows } from '../../../src/core/job/snapshot.ts';
import { skip } from '../../../src/core/run/start-and-finish.ts';
import type { Run } from '../../../src/core/run/run.ts';
import { recordSlots, summarise } from '../../../src/core/why/slot-record.ts';
import type { WhyFactsRead } from '../../../src/core/why/why-facts.ts';
import { configWith, cron, runIdOf, settings, waitingRun } from '../../support/core-samples.ts';
import { entry, runAt, time } from './support/asked.ts';

const hourly = configWith({
  schedule: cron('0 * * * *'),
  notBefore: time('00:00'),
  changedAt: time('00:00'),
});
const pause = { by: 'siti', reason: 'closing', since: time('10:30') };

const made = (slot: string, began: string, missedSlots = 0): Run =>
  runAt(slot, began, '27', Number(began.replace(':', '')), missedSlots, time(began));

const stopped = entry(pause.since, 'stop', null, pause);

const recorded = (runs: readonly Run[], given: Partial<WhyFactsRead> = {}, config = hourly) =>
  recordSlots(
    {
      at: time('06:30'),
      now: time('10:20'),
      rows: { ...defaultRows(settings, time('10:20')), config },
      audit: { entries: [], complete: true },
      runs,
      gaps: [],
      startDelay: settings.startDelay,
      usual: undefined,
      ...given,
    },
    time('12:00'),
  );

const fates = (records: ReturnType<typeof recorded>) =>
  records.map(({ at: slot, fate, missed }) => [slot, fate, missed]);

describe('a slot', () => {
  const early = made('06:00', '06:00');
  const seven = made('07:00', '07:09');
  const nine = made('09:00', '09:11', 1);
  const ten = skip(
    waitingRun({ id: runIdOf(1001), slot: time('10:00'), createdAt: time('10:01') }),
    'still_running',
    time('10:01'),
  );

  it('ran in time, late, or was skipped: newest first, and those of the period alone', () => {
    expect(fates(recorded([early, seven, nine, ten]))).toEqual([
      [time('10:00'), 'skipped', 0],
      [time('09:00'), 'late', 1],
      [time('07:00'), 'ran', 0],
    ]);
  });

  it('is none of a run that was requested', () => {
    expect(recorded([{ ...seven, trigger: 'request' }, nine, ten])).toHaveLength(2);
  });

  it('is pending where it is due and nothing has served it, together with those before', () => {
    expect(fates(recorded([early, seven]))).toEqual([
      [time('10:00'), 'pending', 2],
      [time('07:00'), 'ran', 0],
    ]);
  });

  it('is not pending while the schedule is paused, or a run is in progress', () => {
    const waiting = waitingRun({ id: runIdOf(955), trigger: 'request', createdAt: time('09:55') });
    expect(fates(recorded([nine, waiting]))).toEqual([[time('09:00'), 'late', 1]]);
    expect(fates(recorded([nine], {}, { ...hourly, pause: { ...pause, since: time('09:30') } }))).toEqual([
      [time('09:00'), 'late', 1],
    ]);
  });

  it('was dropped where a pause began before anything had served it', () => {
    const audit = { entries: [stopped], complete: true };
    const records = recorded([nine], { audit, now: time('11:30') }, { ...hourly, pause });
    expect(fates(records)).toEqual([
      [time('10:00'), 'dropped', 0],
      [time('09:00'), 'late', 1],
    ]);
  });

  it('counts towards the share that was kept, and so do those that were caught up on', () => {
    expect(summarise(recorded([early, seven, nine, ten]))).toEqual({
      planned: 4,
      ran: 1,
      late: 1,
      skipped: 1,
      missed: 1,
      dropped: 0,
      pending: 0,
      shareKept: 0.25,
    });
    expect(summarise(recorded([early, seven]))).toMatchObject({ planned: 4, ran: 1, missed: 0, pending: 3 });
    expect(summarise([]).shareKept).toBeUndefined();
  });
});
