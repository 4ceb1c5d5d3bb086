/** Where each profile and each blackout of a plan applies, as stretches of time. */
import type { BlackoutTime } from '../document/blackout.ts';
import { type DateSpan, minuteOf } from '../document/names.ts';
import { type Profile, weekdayNumber } from '../document/profile.ts';
import type { Plan } from '../document/schedule-document.ts';
import { dayMs, dayOf, weekdayOf } from '../../time/calendar-days.ts';
import { type EpochMs, epochMs, type TimeZone } from '../../time/time.ts';
import { fromLocal, type Span, whenClocksShow } from '../../time/zone-offsets.ts';

export interface Covering {
  readonly profile: Profile;
  /** Whether the profile applies to a day, whatever the window. */
  readonly fits: (day: number) => boolean;
  /** Of the day on which it begins; it may end on the next. */
  readonly localSpan: (day: number) => Span;
}

export const coveringsOf = ({
  profiles = [],
  calendars = [],
}: Pick<Plan, 'profiles' | 'calendars'>): readonly Covering[] =>
  profiles.map((profile) => {
    const { weekdays, dates, window } = profile;
    const onWeekday = weekdays && new Set(weekdays.map(weekdayNumber));
    const spans = dates?.map(({ from, to }) => ({ from: dayOf(from), to: dayOf(to) }));
    const holidays = profile.calendar && holidaysOf(profile.calendar, calendars);
    const begins = window === undefined ? 0 : minuteOf(window.from);
    const end = window === undefined ? 0 : minuteOf(window.to);
    const ends = end <= begins ? end + 1_440 : end;
    return {
      profile,
      fits: (day) =>
        (onWeekday?.has(weekdayOf(day)) ?? true) &&
        (spans?.some(({ from, to }) => from <= day && day <= to) ?? true) &&
        (holidays?.has(day) ?? true),
      localSpan: (day) => ({ from: day * dayMs + begins * 60_000, to: day * dayMs + ends * 60_000 }),
    };
  });

function holidaysOf(
  { name, kinds }: NonNullable<Profile['calendar']>,
  calendars: NonNullable<Plan['calendars']>,
): ReadonlySet<number> {
  const days = calendars.find((each) => each.name === name)?.days ?? [];
  const observed = days.filter(
    ({ kind }) => kinds === undefined || (kind !== undefined && kinds.includes(kind)),
  );
  return new Set(observed.map(({ date }) => dayOf(date)));
}

export interface LabelledSpan extends Span {
  readonly label: string;
}

export const blackoutSpans = ({ blackouts = [], timeZone }: Plan): readonly LabelledSpan[] =>
  blackouts.flatMap(({ time, label }) => {
    const spans =
      'dates' in time ? whenClocksShow(localSpanOf(time.dates), timeZone) : [blackoutSpan(time, timeZone)];
    return spans.map((span) => ({ label, ...span }));
  });

const localSpanOf = ({ from, to }: DateSpan): Span => ({
  from: dayOf(from) * dayMs,
  to: (dayOf(to) + 1) * dayMs,
});

/** From its first instant to its last: of days, the clocks may show the next one for a moment and go back past midnight. */
export function blackoutSpan(time: BlackoutTime, zone: TimeZone): { from: EpochMs; to: EpochMs } {
  if ('instants' in time) return time.instants;
  const spans = whenClocksShow(localSpanOf(time.dates), zone);
  const from = fromLocal(dayOf(time.dates.from) * dayMs, zone);
  return { from, to: epochMs(spans.at(-1)?.to ?? from) };
}
