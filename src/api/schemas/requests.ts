/** The bodies that commands take, and their headers. What a bad one is answered with is in parse-request.ts. */
import { z } from 'zod';
import { ChannelName } from '../../core/notices/channel.ts';
import { storedRunId } from '../../core/run/run-id.ts';
import { IntervalHours } from '../../core/schedule/interval.ts';
import { pausesEndBefore, pausesEndBeforeYear } from '../../core/schedule/limits.ts';
import { type EpochMs, isoToEpochMs } from '../../core/time/time.ts';
import { backfillRequests } from './backfill-schemas.ts';
import { CalendarRequest } from './calendar-schemas.ts';
import { ScheduleDocument } from './document-schemas.ts';
import { closingRequests } from './closing-requests.ts';
import { after, Reason, requestedDate, strictObject } from './common-fields.ts';
import { NoteRunRequest } from './note-schemas.ts';
import { PendingDates } from './pending-schemas.ts';

const instantWords = 'expected an ISO 8601 instant with an offset, such as 2026-11-24T07:00:00+07:00';
const beforeYear = `expected an instant before the year ${pausesEndBeforeYear}`;
const inTheFuture = (effect: string) => ({
  description: `In the future, but before the year ${pausesEndBeforeYear}: ${effect}`,
  examples: ['2026-11-24T07:00:00+07:00'],
});
const isSoonEnough = (instant: EpochMs): boolean => instant < pausesEndBefore;

const endOfPause = z.iso
  .datetime({ offset: true, error: instantWords })
  .meta(inTheFuture('the schedule resumes automatically at this time.'))
  .transform(isoToEpochMs)
  .refine(isSoonEnough, { error: `${beforeYear}; leave it out to pause without an end` });
const endOfMute = z.iso
  .datetime({ offset: true, error: `${instantWords}, or null to end the mute` })
  .meta(inTheFuture('the channel gets notices again from this time on. Null ends the mute.'))
  .transform(isoToEpochMs)
  .refine(isSoonEnough, { error: beforeYear })
  .nullable();

const runIdWords = 'expected the id of a run';

export const StartRequest = strictObject('fields', { reason: Reason.exactOptional() });
export const StopRequest = strictObject('fields', {
  reason: Reason.exactOptional(),
  until: endOfPause.exactOptional(),
  cancel: z
    .boolean({ error: 'expected true or false' })
    .meta({ description: 'Also cancel the run in progress.' })
    .exactOptional(),
  run_id: z
    .string({ error: runIdWords })
    .regex(/^\w{1,64}$/, { error: runIdWords })
    .meta({
      description: 'The run that `cancel` refers to; a different one that has started meanwhile continues.',
    })
    .transform(storedRunId)
    .exactOptional(),
});
export const ForceExecuteRequest = strictObject('fields', {
  awal: requestedDate
    .meta({
      description:
        'First day; by default as many days before `akhir` as in scheduled runs. The range may span at most 31 days (RANGE_MAX_DAYS).',
    })
    .exactOptional(),
  akhir: requestedDate
    .meta({ description: 'Last day; defaults to today and must not be in the future.' })
    .exactOptional(),
  reason: Reason.exactOptional(),
});
export const SetIntervalRequest = strictObject('fields', {
  hours: IntervalHours.meta({ examples: [6] }),
  after,
  reason: Reason.exactOptional(),
});
export const CancelRequest = strictObject('fields', { reason: Reason.exactOptional() });
export const ForceUnlockRequest = strictObject('fields', { reason: Reason });
export const SetScheduleRequest = strictObject('fields', {
  document: ScheduleDocument,
  reason: Reason.exactOptional(),
});
const channelWords = `expected one of ${ChannelName.options.join(', ')}`;
export const MuteChannelRequest = strictObject('fields', {
  channel: z.enum(ChannelName.options, { error: channelWords }).meta({ examples: ['slack'] }),
  until: endOfMute,
  reason: Reason,
});
export const TestChannelsRequest = strictObject('fields', { reason: Reason.exactOptional() });
export const TellPendingRequest = strictObject('fields', {
  dates: PendingDates,
  reason: Reason.exactOptional(),
});
export const PreviewScheduleRequest = strictObject('fields', { document: ScheduleDocument });
/** Part of a row key, so only characters that need no escaping there. */
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
  SetScheduleRequest,
  MuteChannelRequest,
  TestChannelsRequest,
  ...closingRequests,
  ...backfillRequests,
  TellPendingRequest,
  NoteRunRequest,
};
/** The bodies of questions. */
export const questions = { PreviewScheduleRequest, CalendarRequest };

export type StopRequest = z.infer<typeof StopRequest>;
export type ForceExecuteRequest = z.infer<typeof ForceExecuteRequest>;
export type SetIntervalRequest = z.infer<typeof SetIntervalRequest>;
export type StartRequest = z.infer<typeof StartRequest>;
export type CancelRequest = z.infer<typeof CancelRequest>;
export type ForceUnlockRequest = z.infer<typeof ForceUnlockRequest>;
export type SetScheduleRequest = z.infer<typeof SetScheduleRequest>;
export type MuteChannelRequest = z.infer<typeof MuteChannelRequest>;
export type TestChannelsRequest = z.infer<typeof TestChannelsRequest>;
export type TellPendingRequest = z.infer<typeof TellPendingRequest>;
export type PreviewScheduleRequest = z.infer<typeof PreviewScheduleRequest>;
