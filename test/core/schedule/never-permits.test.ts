/** Plans without a slot are told at once: a tick must not search nine years for what cannot be there. */
import { describe, expect, test } from 'vitest';
import type { Profile } from '../../../src/core/schedule/document/profile.ts';
import { Profile as ProfileSchema } from '../../../src/core/schedule/document/profile.ts';
import { neverFires, neverPermits } from '../../../src/core/schedule/timeline/never-permits.ts';
import { permittedFrom } from '../../../src/core/schedule/timeline/next-slot.ts';
import { cron, fixedRate, planOf, start } from '../../support/core-samples.ts';

const paused = { kind: 'paused' } as const;
const profile = (more: object): Profile => ProfileSchema.parse({ name: 'a', rule: paused, ...more });
const workdays = ['mon', 'tue', 'wed', 'thu', 'fri'];
const day = { window: { from: '06:00', to: '18:00' } };
const night = { window: { from: '18:00', to: '06:00' } };
const under = (...profiles: readonly Profile[]) => ({ ...planOf(fixedRate(3)), profiles });

describe('paused profiles', () => {
  test.each([
    ['of every weekday', [profile({ weekdays: [...workdays, 'sat', 'sun'] })]],
    ['of workdays and the weekend', [profile({ weekdays: workdays }), profile({ weekdays: ['sat', 'sun'] })]],
    ['of day and night', [profile(day), profile(night)]],
    [
      'of each weekday from evening to evening',
      [...workdays, 'sat', 'sun'].flatMap((weekday) => [
        profile({ weekdays: [weekday], ...day }),
        profile({ weekdays: [weekday], ...night }),
      ]),
    ],
    ['of all time, before one with a rule', [profile({}), profile({ rule: fixedRate(1) })]],
  ])('%s leave no time for a slot', (_, profiles) => {
    expect(neverPermits(under(...profiles))).toBe(true);
    expect(permittedFrom(under(...profiles), start).from).toBeUndefined();
  });

  test.each([
    ...[...workdays, 'sat', 'sun'].map((free, _, week): [string, Profile[]] => [
      `of all weekdays but ${free}`,
      [profile({ weekdays: week.filter((each) => each !== free) })],
    ]),
    ['with a minute between them', [profile({ window: { from: '06:00', to: '17:59' } }), profile(night)]],
    ['of day and, on workdays, night', [profile(day), profile({ weekdays: workdays, ...night })]],
    [
      'that follow one with a rule',
      [
        profile({ weekdays: ['sun'], rule: fixedRate(1) }),
        profile({ weekdays: [...workdays, 'sat', 'sun'] }),
      ],
    ],
    ['of dates', [profile({ dates: [{ from: '1969-01-01', to: '2026-12-31' }] })]],
  ])('%s leave some', (_, profiles) => {
    expect(neverPermits(under(...profiles))).toBe(false);
    expect(permittedFrom(under(...profiles), start).from).toBeDefined();
  });
});

describe('a cron rule', () => {
  test.each(['0 7 30 2 *', '0 7 31 2,4,6,9,11 *', '0 7 L-29 2 *'])(
    '%s has no day, unless another rule has',
    (text) => {
      expect(neverFires(planOf(cron(text)))).toBe(true);
      expect(neverFires({ ...planOf(fixedRate(3)), profiles: [profile({ rule: cron(text), ...day })] })).toBe(
        false,
      );
    },
  );

  test.each(['0 7 29 2 *', '0 7 * 2 mon#5', '0 7 30 2 mon', '0 7 L-28 2 *', '0 7 LW * *'])(
    '%s has one',
    (text) => {
      expect(neverFires(planOf(cron(text)))).toBe(false);
    },
  );
});
