/** A rule of the schedule document as the API takes and shows it. */
import { z } from 'zod';
import { CronExpression } from '../../core/schedule/cron/cron-expression.ts';
import { IntervalHours } from '../../core/schedule/interval.ts';
import { pausesEndBefore, pausesEndBeforeYear } from '../../core/schedule/limits.ts';
import { isoToEpochMs } from '../../core/time/time.ts';
import { after, strictObject } from './common-fields.ts';

/** 2000-01-01T00:00:00Z, in milliseconds since 1970: what lies before is a typing error. */
const firstGiven = 946_684_800_000;
const instantWords = `expected an ISO 8601 instant with an offset, such as 2026-11-24T07:00:00+07:00, in the years 2000 to ${pausesEndBeforeYear - 1}`;
export const instantGiven = z.iso
  // Without `abort`, what is no instant would get to the next check.
  .datetime({ offset: true, error: instantWords, abort: true })
  .refine(
    (text) => {
      const instant = isoToEpochMs(text);
      return firstGiven <= instant && instant < pausesEndBefore;
    },
    { error: instantWords },
  )
  .meta({ examples: ['2026-11-24T07:00:00+07:00'] });

export const RuleDocument = z.discriminatedUnion(
  'kind',
  [
    strictObject('fields', {
      kind: z.literal('interval'),
      hours: IntervalHours.meta({ examples: [3] }),
      after,
      anchor: instantGiven
        .meta({
          description:
            'With `after` `start`: one of the slots, from which the others are counted. Without it, the slots stay where they are, or begin with the first instant that the change permits.',
        })
        .exactOptional(),
    }),
    strictObject('fields', {
      kind: z.literal('cron'),
      expression: CronExpression.meta({
        description:
          'Five fields (minute, hour, day of month, month, day of week) in the zone of the schedule. Day of month also takes `L`, `L-3`, `15W` and `LW`, day of week `5#3` and `5L`.',
        examples: ['0 7 * * mon-fri'],
      }),
    }),
    strictObject('fields', { kind: z.literal('paused') }),
  ],
  { error: 'expected a rule with kind, one of "interval", "cron" and "paused"' },
);
export type RuleDocument = z.infer<typeof RuleDocument>;
