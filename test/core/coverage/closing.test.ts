/** When a period may be closed and reopened, and which dates may be computed meanwhile. */
import { describe, expect, test } from 'vitest';
import { type Closing, closedThrough, openPart } from '../../../src/core/coverage/closing.ts';
import { coveredDays } from '../../../src/core/coverage/covered-days.ts';
import { decideClosing, decideReopening, refuseClosed } from '../../../src/core/coverage/decide-closing.ts';
import { LateInput } from '../../../src/core/coverage/late-input.ts';
import type { JobState } from '../../../src/core/job/job-state.ts';
import { DateRange } from '../../../src/core/run/date-range.ts';
import { days, type EpochMs, LocalDate, minus, plus } from '../../../src/core/time/time.ts';
import { at, configWith, runningRun, snapshotWith, waitingRun } from '../../support/core-samples.ts';

const date = (text: string) => LocalDate.parse(text);
const range = (awal: string, akhir: string) => DateRange.parse({ awal, akhir });
const zone = configWith().timeZone;
const siti = { id: 'id-siti', name: 'siti' };
const now = at('2026-11-25T13:45:00+07:00');
const october = date('2026-10-31');

const closedBefore: Closing = {
  through: october,
  by: 'budi',
  byId: 'id-budi',
  reason: 'October is paid',
  at: at('2026-11-02T09:00:00+07:00'),
};
const closedThroughDate = (through: string): Closing => ({ ...closedBefore, through: date(through) });
const until = at('2026-11-26T18:00:00+07:00');
const reopenedFrom = (from: string): Closing => ({
  ...closedBefore,
  reopened: { by: 'budi', byId: 'id-budi', reason: 'wrong shift', at: now, from: date(from), until },
});

const covered = (since: string, ...settled: readonly DateRange[]) => ({
  ...coveredDays([], date(since), { zone, settlesAfterHours: 12 }),
  settled,
});

interface Given {
  readonly state?: Partial<JobState>;
  readonly through?: string;
  readonly confirm?: boolean;
  readonly at?: EpochMs;
  readonly coverageSince?: string;
}

function close({ state, through = '2026-11-20', confirm, at: instant = now, coverageSince }: Given = {}) {
  const settled = covered('2026-10-01', range('2026-10-01', '2026-11-24'));
  const snapshot = snapshotWith({ state: { coverage: settled, ...state } });
  const request = { through: date(through), reason: 'paid', ...(confirm === undefined ? {} : { confirm }) };
  return decideClosing(
    snapshot,
    siti,
    request,
    instant,
    coverageSince === undefined ? undefined : date(coverageSince),
  );
}

describe('a period is closed', () => {
  test('through a settled date before today, by whom, when and why', () => {
    expect(close()).toEqual({
      kind: 'decided',
      closing: { through: '2026-11-20', by: 'siti', byId: 'id-siti', reason: 'paid', at: now },
      changed: true,
      unsettled: [],
    });
  });

  test.each([
    ['2026-11-24', '2026-11-25T00:00:00+07:00', 'decided'],
    ['2026-11-25', '2026-11-25T23:59:00+07:00', 'refused'],
    ['2026-11-24', '2026-11-24T23:59:59+07:00', 'refused'],
  ])('through %s at %s: %s, by the calendar of the zone', (through, instant, kind) => {
    expect(close({ through, at: at(instant) })).toMatchObject({ kind });
  });

  test('not through today: the value and the expectation are named', () => {
    expect(close({ through: '2026-11-25' })).toEqual({
      kind: 'refused',
      why: 'value_refused',
      field: 'through',
      value: '2026-11-25',
      expected: 'a date before today (2026-11-25 in Asia/Jakarta)',
    });
  });

  test('never back, and the same again changes nothing', () => {
    const state = { closing: closedBefore };
    expect(close({ state, through: '2026-10-30' })).toEqual({
      kind: 'refused',
      why: 'closed_already',
      through: '2026-10-30',
      closing: closedBefore,
    });
    expect(close({ state, through: '2026-10-31' })).toMatchObject({ changed: false, closing: closedBefore });
    expect(close({ state, through: '2026-11-01' })).toMatchObject({ changed: true });
  });

  test('again before its reopening ends', () => {
    const again = close({ state: { closing: reopenedFrom('2026-10-01') }, through: '2026-10-31' });
    expect(again).toMatchObject({ changed: true, closing: { through: october, by: 'siti' } });
    expect(again).not.toHaveProperty('closing.reopened');
    const over = { closing: reopenedFrom('2026-10-01') };
    expect(close({ state: over, through: '2026-10-31', at: until })).toEqual({
      kind: 'decided',
      closing: over.closing,
      changed: false,
      unsettled: [],
    });
  });

  test.each([
    ['runs', runningRun({ range: range('2026-11-20', '2026-11-21') }), true],
    ['waits for its next attempt', waitingRun({ range: range('2026-11-20', '2026-11-21') }), true],
    ['has later dates', runningRun({ range: range('2026-11-21', '2026-11-22') }), false],
    ['has dates that were closed before', runningRun({ range: range('2026-10-30', '2026-10-31') }), false],
  ])('while a run %s: refused is %s', (_, active, isRefused) => {
    expect(close({ state: { active, closing: closedBefore } })).toMatchObject(
      isRefused ? { kind: 'refused', why: 'run_active', runId: active.id } : { kind: 'decided' },
    );
  });
});

test('the first period is not closed while a run has dates of it', () => {
  const active = runningRun({ range: range('2026-11-20', '2026-11-21') });
  expect(close({ state: { active } })).toMatchObject({
    why: 'run_active',
    runId: active.id,
    state: 'running',
  });
});

describe('dates that are not settled', () => {
  const coverage = covered(
    '2026-10-20',
    range('2026-11-01', '2026-11-09'),
    range('2026-11-11', '2026-11-18'),
  );

  test('are named from the day after the last closed one on', () => {
    const unsettled = [range('2026-11-10', '2026-11-10'), range('2026-11-19', '2026-11-20')];
    const state = { coverage, closing: closedBefore };
    expect(close({ state })).toEqual({
      kind: 'refused',
      why: 'not_settled',
      through: '2026-11-20',
      unsettled,
    });
    expect(close({ state, confirm: false })).toMatchObject({ why: 'not_settled' });
    expect(close({ state, confirm: true })).toMatchObject({ changed: true, unsettled });
  });

  test('are named from the beginning of coverage on, also where the period before ended earlier', () => {
    const first = range('2026-10-20', '2026-10-31');
    expect(close({ state: { coverage }, through: '2026-11-05' })).toMatchObject({ unsettled: [first] });
    const closing = { ...closedBefore, through: date('2026-09-30') };
    expect(close({ state: { coverage, closing }, through: '2026-11-05' })).toMatchObject({
      unsettled: [first],
    });
    expect(close({ state: { coverage }, through: '2026-10-19' })).toMatchObject({ changed: true });
    // The first date of coverage is closed already.
    const last = { ...closedBefore, through: date('2026-10-20') };
    expect(close({ state: { coverage, closing: last }, through: '2026-11-05' })).toMatchObject({
      unsettled: [range('2026-10-21', '2026-10-31')],
    });
  });

  test('are also those for which input has arrived since', () => {
    const late = LateInput.parse({ dates: { '2026-11-12': [now, 3] } });
    const state = { coverage, late, closing: closedBefore };
    expect(close({ state })).toMatchObject({
      unsettled: [
        range('2026-11-10', '2026-11-10'),
        range('2026-11-12', '2026-11-12'),
        range('2026-11-19', '2026-11-20'),
      ],
    });
  });

  test('are all those of the period while no tick has derived what is settled', () => {
    const { coverage: _, ...state } = snapshotWith().state;
    const snapshot = snapshotWith({ state });
    const decide = (since?: string) =>
      decideClosing(
        snapshot,
        siti,
        { through: october, reason: 'paid' },
        now,
        since === undefined ? undefined : date(since),
      );
    expect(decide()).toMatchObject({ unsettled: [range('2026-10-31', '2026-10-31')] });
    expect(decide('2026-10-01')).toMatchObject({ unsettled: [range('2026-10-01', '2026-10-31')] });
  });
});

describe('a reopening', () => {
  const reopen = (more: object = {}, closing: Closing | undefined = closedBefore, instant = now) =>
    decideReopening(
      snapshotWith({ state: closing === undefined ? {} : { closing } }),
      siti,
      { until, reason: 'wrong shift', ...more },
      instant,
    );

  test.each([
    ['2026-10-31', '2026-10-01'],
    ['2026-10-05', '2026-10-01'],
    ['2024-02-29', '2024-02-01'],
    ['2025-12-31', '2025-12-01'],
  ])('of a period that ends on %s begins by default on %s', (through, from) => {
    const closing = { ...closedBefore, through: date(through) };
    expect(reopen({}, closing)).toMatchObject({
      changed: true,
      closing: { ...closing, reopened: { from, until, by: 'siti', reason: 'wrong shift', at: now } },
    });
  });

  test('needs something closed', () => {
    const none = decideReopening(snapshotWith(), siti, { until, reason: 'wrong shift' }, now);
    expect(none).toEqual({ kind: 'refused', why: 'nothing_closed' });
  });

  test.each([
    ['now', now, false],
    ['in 31 days', plus(now, days(31)), true],
    ['later than that', plus(now, days(31.001)), false],
    ['in the past', minus(now, days(1)), false],
  ])('that ends %s', (_, end, isAccepted) => {
    expect(reopen({ until: end })).toMatchObject(
      isAccepted
        ? { changed: true }
        : {
            kind: 'refused',
            why: 'value_refused',
            field: 'until',
            expected: 'an instant in the future, at most 31 days ahead',
          },
    );
  });

  test('cannot begin after the last closed date', () => {
    expect(reopen({ from: date('2026-11-01') })).toEqual({
      kind: 'refused',
      why: 'value_refused',
      field: 'from',
      value: '2026-11-01',
      expected: 'a date not after 2026-10-31, the last closed date',
    });
    expect(reopen({ from: october })).toMatchObject({ changed: true });
  });

  test('the same again changes nothing, another one replaces it', () => {
    const before = reopenedFrom('2026-10-01');
    expect(reopen({}, before)).toMatchObject({ changed: false, closing: before });
    expect(reopen({ from: date('2026-10-15') }, before)).toMatchObject({ changed: true });
    expect(reopen({ until: plus(until, days(1)) }, before)).toMatchObject({ changed: true });
  });
});

describe('what may be computed', () => {
  test.each<[string, EpochMs, string | undefined]>([
    ['before a reopening ends', minus(until, days(1)), '2026-10-14'],
    ['when it has ended', until, '2026-10-31'],
    ['under a clock so far behind that no reopening can be meant', minus(until, days(40)), '2026-10-31'],
  ])('%s', (_, instant, closed) => {
    expect(closedThrough(reopenedFrom('2026-10-15'), instant)).toBe(closed);
  });

  test.each<[string, EpochMs, string]>([
    ['as far ahead as it may', plus(now, days(31)), '2026-10-14'],
    ['a day further, by a clock that differs', plus(now, days(32)), '2026-10-14'],
    ['further than any can', plus(now, days(32.001)), '2026-10-31'],
  ])('under a reopening that ends %s', (_, end, closed) => {
    const { reopened, ...closing } = reopenedFrom('2026-10-15');
    expect(reopened).toBeDefined();
    if (reopened === undefined) return;
    expect(closedThrough({ ...closing, reopened: { ...reopened, until: end } }, now)).toBe(closed);
  });

  test('is not less because of a reopening that begins after the closed period', () => {
    expect(closedThrough(reopenedFrom('2026-11-15'), now)).toBe('2026-10-31');
  });

  test('over New Year and a leap day, ranges are clipped to the first open date', () => {
    const open = (awal: string, akhir: string, through: string) =>
      openPart(range(awal, akhir), closedThroughDate(through), now);
    expect(open('2026-12-30', '2027-01-02', '2026-12-31')).toEqual(range('2027-01-01', '2027-01-02'));
    expect(open('2028-02-28', '2028-03-01', '2028-02-28')).toEqual(range('2028-02-29', '2028-03-01'));
    expect(open('2028-02-28', '2028-02-29', '2028-02-29')).toBeUndefined();
  });

  test('dates that somebody names are refused if one of them is closed', () => {
    const asked = range('2026-10-31', '2026-11-02');
    expect(refuseClosed(asked, closedBefore, now)).toEqual({
      kind: 'refused',
      why: 'period_closed',
      asked,
      closed: october,
      closing: closedBefore,
    });
    expect(refuseClosed(range('2026-11-01', '2026-11-02'), closedBefore, now)).toBeUndefined();
    expect(refuseClosed(asked, reopenedFrom('2026-10-31'), now)).toBeUndefined();
    expect(refuseClosed(asked, undefined, now)).toBeUndefined();
  });
});
