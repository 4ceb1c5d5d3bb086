/** The bodies of the commands on closed periods. */
import { z } from 'zod';
import { longestReopeningDays } from '../../core/coverage/closing.ts';
import { isoToEpochMs, LocalDate } from '../../core/time/time.ts';
import { Reason, strictObject } from './common-fields.ts';

const instantWords = 'expected an ISO 8601 instant with an offset, such as 2026-11-24T07:00:00+07:00';

export const ClosePeriodRequest = strictObject('fields', {
  through: LocalDate.meta({
    description:
      'The last date to close, before today in the time zone of the schedule and not before what is closed already.',
    examples: ['2026-10-31'],
  }),
  reason: Reason,
  confirm: z
    .boolean({ error: 'expected true or false' })
    .meta({ description: 'Close it although dates of the period are not settled. The audit keeps them.' })
    .exactOptional(),
});

export const ReopenPeriodRequest = strictObject('fields', {
  reason: Reason,
  until: z.iso
    .datetime({ offset: true, error: instantWords })
    .meta({
      description: `In the future, at most ${longestReopeningDays} days ahead: then the period closes again.`,
      examples: ['2026-11-24T07:00:00+07:00'],
    })
    .transform(isoToEpochMs),
  from: LocalDate.meta({
    description:
      'The first date that may be computed; by default the first day of the month in which the closed period ends.',
    examples: ['2026-10-01'],
  }).exactOptional(),
});

export const closingRequests = { ClosePeriodRequest, ReopenPeriodRequest };
export type ClosePeriodRequest = z.infer<typeof ClosePeriodRequest>;
export type ReopenPeriodRequest = z.infer<typeof ReopenPeriodRequest>;
