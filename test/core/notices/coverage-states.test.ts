/** Who is told of missing dates, of backfill that has stopped, and of late input that is not computed. */
import { expect, test } from 'vitest';
import type { Backfill, BackfillPause } from '../../../src/core/coverage/backfill.ts';
import { type CoveredDays, coveredDays } from '../../../src/core/coverage/covered-days.ts';
import type { LateInput } from '../../../src/core/coverage/late-input.ts';
import { describeNotice } from '../../../src/core/notices/describe-notice.ts';
import type { FinishedRun, RunOutcome } from '../../../src/core/run/run.ts';
import { addDays, LocalDate, type TimeZone } from '../../../src/core/time/time.ts';
import {
  afterHours,
  afterMinutes,
  berlin,
  configWith,
  jakarta,
  settingsWith,
  start,
} from '../../support/core-samples.ts';
import { Course } from '../../support/notice-course.ts';
import { sampleFinishedRun } from '../../support/sample-records.ts';

const day = (date: string) => LocalDate.parse(date);
const range = (awal: string, akhir: string) => ({ awal: day(awal), akhir: day(akhir) });

/** `start` is 07:00 on 24 November; 22 November is complete, and the next range begins with the 23rd. */
function covered(missing: readonly (readonly [string, string])[], zone: TimeZone = jakarta): CoveredDays {
  const holes = missing.map(([awal, akhir]) => range(awal, akhir));
  const settled = [];
  let from = day('2026-10-01');
  for (const { awal, akhir } of holes) {
    if (from < awal) settled.push({ awal: from, akhir: addDays(awal, -1) });
    from = addDays(akhir, 1);
  }
  return {
    ...coveredDays([], day('2026-10-01'), { zone, settlesAfterHours: 12 }),
    settled: [...settled, { awal: from, akhir: day('2027-01-31') }],
  };
}

const gapOf = (awal: string, akhir: string): CoveredDays => covered([[awal, akhir]]);
const none = covered([]);

function courseWith(coverage: CoveredDays, backfill?: Backfill): Course {
  const job = new Course({});
  job.state = { ...job.state, lastSuccessAt: start, coverage, ...(backfill && { backfill }) };
  job.now = start;
  return job;
}

/** Every hour, as long as nothing is told: the hours until then. */
function hoursUntilTold(job: Course, most = 60): number | undefined {
  for (let hour = 0; hour <= most; hour += 1) {
    job.now = afterHours(hour);
    job.state = { ...job.state, lastSuccessAt: job.now };
    const told = job.look();
    if (told.includes('email coverage_gap')) return hour;
    expect(told).toEqual([]);
  }
  return undefined;
}

const chunk = (outcome: RunOutcome, hour: number): FinishedRun => ({
  ...sampleFinishedRun(outcome, afterHours(hour)),
  trigger: 'backfill',
});
const paused: BackfillPause = { by: 'Siti', byId: 'siti', reason: 'payroll run', at: start };

test('of a gap that backfill may fill, nobody is told for a day; then once, with its dates, and of its end', () => {
  const job = courseWith(gapOf('2026-11-14', '2026-11-16'));
  expect(hoursUntilTold(job)).toBe(24);
  expect(job.last).toMatchObject({
    severity: 'warning',
    why: 'slow',
    days: 3,
    dates: [range('2026-11-14', '2026-11-16')],
  });
  expect(job.look()).toEqual([]);
  job.state = { ...job.state, coverage: gapOf('2026-11-16', '2026-11-16') };
  expect(job.look()).toEqual([]);
  job.state = { ...job.state, coverage: none };
  expect(job.look()).toEqual(['email recovered from coverage_gap']);
  expect(job.state.notices).toEqual([]);
});

test('a gap that is filled within a day is not told, and the next one has a day of its own', () => {
  const job = courseWith(gapOf('2026-11-14', '2026-11-14'));
  expect(hoursUntilTold(job, 20)).toBeUndefined();
  job.state = { ...job.state, coverage: none };
  expect(job.look()).toEqual([]);
  job.state = { ...job.state, coverage: gapOf('2026-11-16', '2026-11-16') };
  expect(hoursUntilTold(job, 23)).toBeUndefined();
});

test('while a chunk succeeds every day, nobody is told, however many dates are left', () => {
  const job = courseWith(gapOf('2026-10-02', '2026-11-16'));
  job.state = { ...job.state, lastBackfill: chunk('succeeded', 20) };
  // It ends 47 minutes later.
  expect(hoursUntilTold(job)).toBe(45);
});

test('where backfill is only offered, dates are told of a day after they could have been settled', () => {
  const job = courseWith(gapOf('2026-11-22', '2026-11-22'));
  job.settings = settingsWith({ BACKFILL: 'ask' });
  // From noon on 23 November it could have been settled.
  expect(hoursUntilTold(job)).toBe(5);
  expect(job.last).toMatchObject({ why: 'ask', days: 1 });
});

test('where backfill is paused, dates are told of once the pause has lasted for a day', () => {
  const job = courseWith(gapOf('2026-11-14', '2026-11-16'), { failures: 0, paused });
  expect(hoursUntilTold(job)).toBe(24);
  expect(job.last).toMatchObject({ why: 'paused', by: 'Siti', reason: 'payroll run' });
});

test('during a pause of the schedule nobody is told, and afterwards backfill has a day', () => {
  const job = courseWith(gapOf('2026-11-14', '2026-11-16'));
  const pause = { since: afterHours(-1), by: 'Siti', reason: 'holiday', until: afterHours(48) };
  job.config = configWith({ pause });
  expect(hoursUntilTold(job, 47)).toBeUndefined();
  job.config = configWith();
  job.now = afterHours(48);
  job.look();
  job.now = afterHours(71);
  job.state = { ...job.state, lastSuccessAt: job.now };
  expect(job.look()).toEqual([]);
  job.now = afterHours(72);
  expect(job.look()).toEqual(['email coverage_gap']);
});

test('a closed period has no gaps', () => {
  const job = courseWith(gapOf('2026-11-14', '2026-11-16'));
  hoursUntilTold(job);
  const closing = { by: 'Siti', byId: 'siti', reason: 'paid', at: job.now, through: day('2026-11-16') };
  job.state = { ...job.state, closing };
  expect(job.look()).toEqual(['email recovered from coverage_gap']);
});

test('five ranges are named at most, and how many dates there are in all', () => {
  const job = courseWith(
    covered(
      [3, 5, 7, 9, 11, 13, 15].map((each) => {
        const date = `2026-11-${String(each).padStart(2, '0')}`;
        return [date, date] as const;
      }),
    ),
  );
  hoursUntilTold(job);
  expect(job.last).toMatchObject({ days: 7 });
  expect(job.last?.kind === 'coverage_gap' && job.last.dates).toHaveLength(5);
  const said = job.last && describeNotice(job.last, 'en', { job: 'spJamkerja', zone: jakarta });
  expect(said?.happened).toContain('11 November 2026; and 2 more.');
});

test('a gap that appears because the zone of the schedule has changed is told as any other', () => {
  const job = courseWith(none);
  expect(job.look()).toEqual([]);
  job.config = configWith({ timeZone: berlin });
  job.state = { ...job.state, coverage: covered([['2026-11-19', '2026-11-19']], berlin) };
  expect(hoursUntilTold(job)).toBe(24);
});

test('before coverage is derived, nothing is told', () => {
  const job = new Course({});
  expect(job.look()).toEqual([]);
});

const stopped: Backfill = { failures: 3 };

test('backfill that has stopped is told at once, with its last failure, and not the gap as well', () => {
  const job = courseWith(gapOf('2026-11-14', '2026-11-16'), stopped);
  job.state = { ...job.state, lastBackfill: chunk('failed', -1) };
  expect(job.look()).toEqual(['email backfill_stopped']);
  expect(job.last).toMatchObject({
    severity: 'critical',
    failures: 3,
    outcome: 'failed',
    days: 3,
    dates: [range('2026-11-14', '2026-11-16')],
    runId: job.state.lastBackfill?.id,
  });
  expect(hoursUntilTold(job)).toBeUndefined();
});

test('it is over once somebody has resumed it and a chunk has succeeded', () => {
  const job = courseWith(gapOf('2026-11-14', '2026-11-16'), stopped);
  job.state = { ...job.state, lastBackfill: chunk('timed_out', -1) };
  job.look();
  expect(job.last).toMatchObject({ outcome: 'timed_out' });
  job.state = { ...job.state, backfill: { failures: 0 } };
  expect(job.look()).toEqual([]);
  const failed = chunk('failed', 1);
  job.state = { ...job.state, backfill: { failures: 1 }, lastBackfill: failed };
  expect(job.look()).toEqual([]);
  const success = chunk('succeeded', 2);
  job.state = { ...job.state, backfill: { failures: 0 }, lastBackfill: success };
  expect(job.look()).toEqual(['email recovered from backfill_stopped']);
  expect(job.last).toMatchObject({ runId: success.id, range: success.range });
});

test('it is over where other runs have computed what was missing', () => {
  const job = courseWith(gapOf('2026-11-14', '2026-11-16'), stopped);
  job.state = { ...job.state, lastBackfill: chunk('lost', -1) };
  job.look();
  job.state = { ...job.state, coverage: none };
  expect(job.look()).toEqual(['email recovered from backfill_stopped']);
  expect(job.last).not.toHaveProperty('runId');
});

test('a channel that is added between the resumption and the proof hears of neither', () => {
  const job = courseWith(gapOf('2026-11-14', '2026-11-16'), stopped);
  job.state = { ...job.state, lastBackfill: chunk('failed', -1) };
  job.look();
  job.state = { ...job.state, backfill: { failures: 0 } };
  job.configured = new Course({}, { name: 'slack' }).configured;
  expect(job.look()).toEqual([]);
});

const lateFor = (date: string, hour: number, rows = 0): LateInput => ({
  dates: { [day(date)]: [afterHours(hour), rows] },
});
const closing = { by: 'Siti', byId: 'siti', reason: 'paid', at: start, through: day('2026-10-31') };

test('late input in a closed period is told once, and its end when the period is reopened', () => {
  const job = courseWith(none);
  job.state = { ...job.state, closing, late: lateFor('2026-10-29', 1, 18) };
  expect(job.look()).toEqual(['email late_in_closed_period']);
  expect(job.last).toMatchObject({
    severity: 'warning',
    days: 1,
    dates: [range('2026-10-29', '2026-10-29')],
    rows: 18,
    through: '2026-10-31',
  });
  expect(job.look()).toEqual([]);
  const reopened = { ...closing, from: day('2026-10-01'), until: afterHours(9) };
  job.state = { ...job.state, closing: { ...closing, reopened } };
  expect(job.look()).toEqual(['email recovered from late_in_closed_period']);
});

test('what had arrived when the period was closed is accepted; so closing a later one ends the state', () => {
  const job = courseWith(none);
  job.state = { ...job.state, closing, late: lateFor('2026-10-29', -1) };
  expect(job.look()).toEqual([]);
  job.state = { ...job.state, late: lateFor('2026-11-01', 1) };
  expect(job.look()).toEqual([]);
  job.state = { ...job.state, late: lateFor('2026-10-30', 1) };
  expect(job.look()).toEqual(['email late_in_closed_period']);
  expect(job.last).not.toHaveProperty('rows');
  job.state = { ...job.state, closing: { ...closing, at: afterHours(2), through: day('2026-11-15') } };
  expect(job.look()).toEqual(['email recovered from late_in_closed_period']);
});

test('a database that does not tell of late input is told of after an hour, and when it answers', () => {
  const job = courseWith(none);
  job.settings = settingsWith({ PENDING_PROCEDURE: 'dbo.spJamkerjaPending' });
  job.state = { ...job.state, late: { dates: {}, problem: { message: 'no such procedure', since: start } } };
  job.now = afterMinutes(59);
  expect(job.look()).toEqual([]);
  job.now = afterMinutes(60);
  const { statistics } = job.state;
  job.state = { ...job.state, statistics: { ...statistics, consecutiveFailures: 1 } };
  expect(job.look()).toEqual([]);
  job.state = { ...job.state, statistics };
  expect(job.look()).toEqual(['email late_input_unknown']);
  expect(job.look()).toEqual([]);
  job.state = { ...job.state, late: { dates: {} } };
  expect(job.look()).toEqual(['email recovered from late_input_unknown']);
});

test('a closing day in danger is told two days before it is too late, and its end when the dates are complete', () => {
  const job = courseWith(gapOf('2026-11-14', '2026-11-16'), { failures: 0, paused });
  job.settings = settingsWith({ CUT_OFF_DAY: '28' });
  job.now = afterHours(1);
  expect(job.look().filter((told) => told.includes('cut_off'))).toEqual([]);
  job.now = afterHours(65);
  job.state = { ...job.state, lastSuccessAt: job.now };
  expect(job.look()).toContain('email cut_off_in_danger');
  expect(job.last).toMatchObject({ severity: 'critical', day: '2026-11-28' });
  job.state = { ...job.state, coverage: none };
  expect(job.look()).toContain('email recovered from cut_off_in_danger');
});
