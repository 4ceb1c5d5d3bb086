/** The schedule document: all that decides when runs are due, as the API takes and shows it. */
import { z } from 'zod';
import { AdaptiveRule, kindsExpected } from '../../core/schedule/document/adaptive-rule.ts';
import { HolidayCalendar, Holiday } from '../../core/schedule/document/holiday-calendar.ts';
import { DateSpan, Label, listOf } from '../../core/schedule/document/names.ts';
import { CalendarCondition, DayWindow, Profile } from '../../core/schedule/document/profile.ts';
import {
  longestLeastGap,
  mostBlackouts,
  mostCalendars,
  mostDateSpans,
  mostDaysBack,
  mostHolidays,
  mostProfiles,
} from '../../core/schedule/limits.ts';
import { isoToEpochMs, TimeZone } from '../../core/time/time.ts';
import { ActorId, Instant } from './progress-schemas.ts';
import { strictObject } from './common-fields.ts';
import { instantGiven, RuleDocument } from './rule-schemas.ts';

const { name, weekdays } = Profile.unwrap().shape;

export const ProfileDocument = strictObject('fields', {
  name,
  weekdays: weekdays.meta({ description: 'On these days; with `window`, those on which it begins.' }),
  window: DayWindow.unwrap()
    .strict()
    .meta({
      description: 'Local times. With `to` before `from` it crosses midnight. Without it: whole days.',
      examples: [{ from: '22:00', to: '06:00' }],
    })
    .exactOptional(),
  dates: listOf(DateSpan.unwrap().strict(), mostDateSpans, 'ranges of dates')
    .exactOptional()
    .meta({ description: 'On these dates; both ends are included.' }),
  calendar: CalendarCondition.unwrap()
    .strict()
    .meta({ description: 'On the days of this calendar of the document, of all kinds or of some.' })
    .exactOptional(),
  rule: RuleDocument,
}).meta({ description: 'Conditions are joined by "and"; without any, the profile always applies.' });

const InstantSpan = strictObject('fields', { from: instantGiven, to: instantGiven }).refine(
  ({ from, to }) => isoToEpochMs(from) < isoToEpochMs(to),
  { error: 'expected an end (to) after the beginning (from)', path: ['to'] },
);

const whoSetIt = { description: 'The app notes who set it; what a request says here does not count.' };
export const BlackoutDocument = strictObject('fields', {
  label: Label,
  dates: DateSpan.unwrap()
    .strict()
    .meta({ description: 'Whole days in the zone of the schedule; both are included.' })
    .exactOptional(),
  instants: InstantSpan.meta({ description: 'Instead of `dates`; the end is not included.' }).exactOptional(),
  by: z.string().meta(whoSetIt).exactOptional(),
  by_id: ActorId.nullable().meta(whoSetIt).exactOptional(),
  at: Instant.meta(whoSetIt).exactOptional(),
}).refine((given) => (given.dates === undefined) !== (given.instants === undefined), {
  error: 'expected either dates or instants, with from and to',
});

export const HolidayDocument = Holiday.unwrap().strict();
export const CalendarDocument = strictObject('fields', {
  name: HolidayCalendar.unwrap().shape.name,
  days: listOf(HolidayDocument, mostHolidays, 'days'),
});

const [byDuration, bySteps] = AdaptiveRule.unwrap().options;
const { hours, upTo } = bySteps.shape.steps.unwrap().element.unwrap().shape;
const StepDocument = strictObject('fields', { up_to: upTo, hours });
const AdaptiveDocument = z
  .discriminatedUnion(
    'by',
    [
      strictObject('fields', byDuration.shape),
      strictObject('fields', { ...bySteps.shape, steps: listOf(StepDocument, 10, 'steps') }),
    ],
    { error: kindsExpected },
  )
  .meta({
    description:
      'Stands in for the hours of the default rule, which must be an interval. `pending` goes by the rows of input that were new to each run, and needs `PENDING_PROCEDURE`.',
  });

const daysBackWords = { error: `expected a whole number from 0 to ${mostDaysBack}` };
const gapWords = { error: `expected a whole number of minutes from 0 to ${longestLeastGap}` };

const required = {
  rule: RuleDocument.meta({ description: 'In force where no profile fits.' }),
  time_zone: TimeZone.meta({ examples: ['Asia/Jakarta'] }),
  days_back: z
    .int(daysBackWords)
    .min(0, daysBackWords)
    .max(mostDaysBack, daysBackWords)
    .meta({ description: 'Days from `awal` to `akhir` in scheduled runs.', examples: [1] }),
};
const optional = {
  profiles: listOf(ProfileDocument, mostProfiles, 'profiles', 0).meta({
    description: 'The first one that fits an instant is in force.',
  }),
  blackouts: listOf(BlackoutDocument, mostBlackouts, 'blackouts', 0),
  calendars: listOf(CalendarDocument, mostCalendars, 'calendars', 0),
  adaptive: AdaptiveDocument.nullable(),
  catch_up: z.boolean({ error: 'expected true or false' }).meta({
    description: 'Whether missed slots become one run afterwards.',
  }),
  least_gap_minutes: z
    .int(gapWords)
    .min(0, gapWords)
    .max(longestLeastGap, gapWords)
    .meta({ description: 'From the end of a run to the next slot, at least.' }),
};

/** What may be sent: whatever is left out of a document is off or empty. */
export const ScheduleDocument = strictObject('fields', {
  ...required,
  ...z.strictObject(optional).partial().shape,
}).meta({
  examples: [{ rule: { kind: 'interval', hours: 3 }, time_zone: 'Asia/Jakarta', days_back: 1 }],
});
/** What is shown: complete. */
export const ScheduleDocumentView = z.strictObject({ ...required, ...optional }).readonly();

export type ProfileDocument = z.infer<typeof ProfileDocument>;
export type BlackoutDocument = z.infer<typeof BlackoutDocument>;
export type AdaptiveDocument = z.infer<typeof AdaptiveDocument>;
export type ScheduleDocument = z.infer<typeof ScheduleDocument>;
export type ScheduleDocumentView = z.infer<typeof ScheduleDocumentView>;
