/** What callers may send. How a bad request is told is in refusal.ts. */
import { z } from 'zod';
import { Counting, IntervalHours } from '../../core/schedule/interval.ts';
import { isoToEpochMs, LocalDate } from '../../core/time/time.ts';

const reasonWords = { error: 'expected 1 to 500 characters on one line' };
/** On one line: a reason with line breaks could forge lines of the log. */
const Reason = z
  .string(reasonWords)
  .trim()
  .regex(/^[^\p{Cc}\p{Zl}\p{Zp}]{1,500}$/u, reasonWords)
  .meta({
    description: 'For the history and the audit, on one line; blanks around it are cut off.',
    examples: ['month-end closing'],
    // Before the blanks are cut off, the pattern above would also take nothing but blanks.
    pattern: '^(?=.*\\S)[^\\p{Cc}\\p{Zl}\\p{Zp}]{1,500}$',
  });
const instant = z.iso
  .datetime({
    offset: true,
    error: 'expected an ISO 8601 instant with an offset, such as 2026-11-24T07:00:00+07:00',
  })
  .meta({
    description: 'In the future: the schedule resumes by itself then.',
    examples: ['2026-11-24T07:00:00+07:00'],
  })
  .transform(isoToEpochMs);

/** Whoever misspells a name is told which ones there are. */
export function strictObject<T extends z.core.$ZodLooseShape>(noun: 'fields' | 'parameters', shape: T) {
  const names = Object.keys(shape);
  const known = names.length === 0 ? `expected no ${noun}` : `expected only the ${noun} ${names.join(', ')}`;
  return z.strictObject(shape, {
    error: ({ code }) => (code === 'unrecognized_keys' ? known : 'expected a JSON object'),
  });
}

const runIdWords = 'expected the id of a run';

export const StartRequest = strictObject('fields', { reason: Reason.exactOptional() });
export const StopRequest = strictObject('fields', {
  reason: Reason.exactOptional(),
  until: instant.exactOptional(),
  cancel: z
    .boolean({ error: 'expected true or false' })
    .meta({ description: 'Also cancel the run in progress.' })
    .exactOptional(),
  run_id: z
    .string({ error: runIdWords })
    .regex(/^\w{1,64}$/, { error: runIdWords })
    .meta({ description: 'The run that `cancel` means: another one that has begun meanwhile goes on.' })
    .exactOptional(),
});
/** A year such as 0206 is a slip, and SQL Server's own dates begin with year 1. */
const earliest = '1900-01-01';
const requestedDate = LocalDate.refine((date) => date >= earliest, {
  error: `expected a date from ${earliest} on`,
});
export const ForceExecuteRequest = strictObject('fields', {
  awal: requestedDate
    .meta({
      description:
        'First day; by default as many days before `akhir` as every run has. The range may be 31 days long (RANGE_MAX_DAYS).',
    })
    .exactOptional(),
  akhir: requestedDate
    .meta({ description: 'Last day: today, which is the default, or earlier.' })
    .exactOptional(),
  reason: Reason.exactOptional(),
});
export const after = z
  .enum(Counting.options, { error: `expected ${Counting.options.join(' or ')}` })
  .meta({ description: 'Counted from the end of the previous run, or at a fixed rate.' })
  .exactOptional();
export const SetIntervalRequest = strictObject('fields', {
  hours: IntervalHours.meta({ examples: [6] }),
  after,
  reason: Reason.exactOptional(),
});
export const CancelRequest = strictObject('fields', { reason: Reason.exactOptional() });
export const ForceUnlockRequest = strictObject('fields', { reason: Reason });
/** Goes into a row key, so only characters that need no escaping there. */
export const IdempotencyKey = z.string().regex(/^[A-Za-z0-9._~-]{1,128}$/, {
  error: 'expected 1 to 128 letters, digits, dots, underscores, tildes or hyphens (a UUID, for example)',
});

export const IdempotencyHeader = z.object({ 'Idempotency-Key': IdempotencyKey.exactOptional() });

/** The bodies of commands, by the name in the API description. */
export const requests = {
  StartRequest,
  StopRequest,
  ForceExecuteRequest,
  SetIntervalRequest,
  CancelRequest,
  ForceUnlockRequest,
};

export type StopRequest = z.infer<typeof StopRequest>;
export type ForceExecuteRequest = z.infer<typeof ForceExecuteRequest>;
export type SetIntervalRequest = z.infer<typeof SetIntervalRequest>;
export type StartRequest = z.infer<typeof StartRequest>;
export type CancelRequest = z.infer<typeof CancelRequest>;
export type ForceUnlockRequest = z.infer<typeof ForceUnlockRequest>;
