/** The next slot is searched once for the same question: whatever the answer depends on makes it another question. */
import { expect, test } from 'vitest';
import type { Plan } from '../../../src/core/schedule/document/schedule-document.ts';
import { Profile } from '../../../src/core/schedule/document/profile.ts';
import { Schedule } from '../../../src/core/schedule/schedule.ts';
import type { ScheduleHistory } from '../../../src/core/schedule/slot.ts';
import { nextSlot } from '../../../src/core/schedule/timeline/next-slot.ts';
import { searchedOnce } from '../../../src/core/schedule/timeline/searched-once.ts';
import { days, hours, plus } from '../../../src/core/time/time.ts';
import { at, berlin, jakarta } from '../../support/core-samples.ts';

const now = at('2026-11-24T07:00:00+07:00');
const every = (count: number) => ({ kind: 'interval', hours: count, after: 'finish', anchor: now }) as const;
const weekend = Profile.parse({ name: 'weekend', weekdays: ['sat', 'sun'], rule: { kind: 'paused' } });
const plan: Plan = { schedule: every(3), timeZone: jakarta, profiles: [weekend] };
const history: ScheduleHistory = { notBefore: now, lastSlot: now, lastEnd: now };
const blackouts: Plan['blackouts'] = [
  {
    label: 'inventory',
    by: 'siti',
    at: now,
    time: { instants: { from: now, to: plus(now, hours(40)) } },
  },
];

const fixed = (count: number): Plan => ({ ...plan, schedule: { ...every(count), after: 'start' } });
const cron: Plan = { ...plan, schedule: Schedule.parse({ kind: 'cron', expression: '0 7 * * *' }) };
const gap = { ...fixed(3), leastGap: hours(5) };
const since = (more: Partial<ScheduleHistory>): ScheduleHistory => ({ ...history, ...more });

type Asked = readonly [Plan, ScheduleHistory];
const changes: readonly (readonly [what: string, one: Asked, other: Asked])[] = [
  ['the rule', [fixed(3), history], [fixed(4), history]],
  ['a blackout', [plan, history], [{ ...plan, blackouts }, history]],
  ['the least gap', [fixed(3), history], [gap, history]],
  ['the zone', [cron, history], [{ ...cron, timeZone: berlin }, history]],
  ['an end', [plan, history], [plan, since({ lastEnd: plus(now, hours(1)) })]],
  ['an end under a least gap', [gap, history], [gap, since({ lastEnd: plus(now, hours(1)) })]],
  ['a slot', [fixed(3), history], [fixed(3), since({ lastSlot: plus(now, hours(3)) })]],
  ['the earliest instant', [plan, history], [plan, since({ notBefore: plus(now, hours(9)) })]],
  [
    'a profile',
    [plan, history],
    [{ ...plan, profiles: [{ ...weekend, rule: every(1), weekdays: ['tue'] }] }, history],
  ],
];

/** There the plan itself is what is known. */
const withoutProfiles = ([of, when]: Asked): Asked => [{ ...of, profiles: [] }, when];

/** Two days later, when the day alone tells nothing of the history. */
const ask = ([of, when]: Asked) => nextSlot(of, when, plus(now, days(2)))?.at;
const afresh = ([of, when]: Asked) => ask([{ ...of, profiles: [...(of.profiles ?? [])] }, when]);

test.each(changes)(
  'and so a change of %s changes the answer as it would in a fresh process',
  (_, one, other) => {
    for (const asked of [one, other, one]) expect(ask(asked)).toEqual(afresh(asked));
    expect(ask(one)).not.toBe(ask(other));
  },
);

const ofAnyPlan = changes.filter(([what]) => what !== 'a profile' && what !== 'a blackout');
test.each(ofAnyPlan)('also without profiles: a change of %s', (_, ...asked) => {
  const [one, other] = asked.map(withoutProfiles) as [Asked, Asked];
  for (const each of [one, other, one, [one[0], other[1]] as const, one])
    expect(ask(each)).toEqual(ask([{ ...each[0] }, each[1]]));
});

test('a plan without profiles is searched once as long as it is the same one', () => {
  let searches = 0;
  const [of] = withoutProfiles([plan, history]);
  const askWith = (asked: Plan, begins = now): void =>
    void searchedOnce(asked, history, begins, () => {
      searches += 1;
      return undefined;
    });
  for (const asked of [of, of, { ...of }, of]) askWith(asked);
  expect(searches).toBe(2);
  askWith(of, plus(now, days(1)));
  expect(searches).toBe(3);
});

test('but on the same day, and for a plan with the same lists, only once', () => {
  let searches = 0;
  const askWith = (of: Plan, begins = now): void =>
    void searchedOnce(of, history, begins, () => {
      searches += 1;
      return undefined;
    });
  askWith(plan);
  askWith({ ...plan });
  expect(searches).toBe(1);
  askWith(plan, plus(now, days(1)));
  askWith({ ...plan, calendars: [] });
  askWith(plan);
  expect(searches).toBe(4);
});
