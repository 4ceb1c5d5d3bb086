/** A date with late input is computed again once its upload is over, and not behind a question that tells it again. */
import { describe, expect, test } from 'vitest';
import { askFrom, isOvertaken } from '../../../src/core/coverage/ask-input.ts';
import { coveredDays } from '../../../src/core/coverage/covered-days.ts';
import { type LateInput, noLateInput } from '../../../src/core/coverage/late-input.ts';
import { quietRanges } from '../../../src/core/coverage/quiet-dates.ts';
import { ProcedureName } from '../../../src/core/settings/procedure-name.ts';
import { type EpochMs, LocalDate, minus, minutes, plus } from '../../../src/core/time/time.ts';
import { at, configWith, settingsWith, snapshotWith } from '../../support/core-samples.ts';

const now = at('2026-11-25T13:45:00+07:00');
const day = LocalDate.parse('2026-11-17');
const first = LocalDate.parse('2026-11-24');
/** Quiet after 30 minutes, asked every 5, and each question reaches back 10 minutes. */
const told = settingsWith().pending;
const asking = { ...told, procedure: ProcedureName.parse('dbo.spJamkerjaPending') };

const lateSince = (toldAt: EpochMs, rest: Omit<LateInput, 'dates'> = {}): LateInput => ({
  dates: { [day]: [toldAt, 3] },
  ...rest,
});
const quietOf = (late: LateInput, settings: typeof told = asking) =>
  quietRanges(late, first, settings, now).map(({ awal }) => awal);
const before = (count: number) => minus(now, minutes(count));

describe('a date that was told of long enough ago', () => {
  test('waits for a question if a long run kept the database from being asked since', () => {
    const late = lateSince(before(90), { askedAt: before(90) });
    expect(quietOf(late)).toEqual([]);
    expect(quietOf({ ...late, askedAt: now })).toEqual([day]);
  });

  test('waits until the next question does not reach back to it', () => {
    expect(quietOf(lateSince(before(30), { askedAt: before(11) }))).toEqual([]);
    expect(quietOf(lateSince(before(30), { askedAt: before(10) }))).toEqual([day]);
  });

  test('waits for nothing where nobody is asked, or has ever answered, or where the procedure fails', () => {
    const askedAt = before(90);
    expect(quietOf(lateSince(before(90), { askedAt }), told)).toEqual([day]);
    expect(quietOf(lateSince(before(90)))).toEqual([day]);
    const problem = { message: 'no answer', since: before(80) };
    expect(quietOf(lateSince(before(90), { askedAt, problem }))).toEqual([day]);
  });
});

test('a date that waits for a question lets it be asked within a minute, however rarely the database is asked', () => {
  const coverage = coveredDays([], day, { zone: configWith().timeZone, settlesAfterHours: 12 });
  const from = (late: LateInput) =>
    askFrom(snapshotWith({ state: { coverage, late } }), { ...asking, every: minutes(1_440) }, now);
  expect(from(lateSince(before(90), { askedAt: before(85) }))).toBe(before(95));
  expect(from(lateSince(before(20), { askedAt: before(20) }))).toBeUndefined();
  expect(from(lateSince(before(90), { askedAt: before(60) }))).toBeUndefined();
});

test('an answer counts for nothing once a later question is answered, unless that one was asked by a clock ahead', () => {
  const { state } = snapshotWith({ state: { late: { ...noLateInput, askedAt: before(5) } } });
  expect(isOvertaken(state, before(10), now)).toBe(true);
  expect(isOvertaken(state, before(5), now)).toBe(false);
  const ahead = { ...state, late: { ...noLateInput, askedAt: plus(now, minutes(60)) } };
  expect(isOvertaken(ahead, before(10), now)).toBe(false);
});
