/** The POST routes: turn body and headers into a command, and its outcome into a log line and an answer. */
import { type Command, type CommandName, commands } from '../api/commands.ts';
import { largestBody, largestDocumentBody } from '../api/error-codes.ts';
import type { Output, Schema } from '../api/parse-request.ts';
import { toProposedSchedule } from '../api/proposed-schedule.ts';
import { toRefusal } from '../api/views/command-refusal.ts';
import {
  CancelRequest,
  ForceExecuteRequest,
  ForceUnlockRequest,
  MuteChannelRequest,
  SetIntervalRequest,
  SetScheduleRequest,
  StartRequest,
  StopRequest,
  TellPendingRequest,
  TestChannelsRequest,
} from '../api/schemas/requests.ts';
import { ClosePeriodRequest, ReopenPeriodRequest } from '../api/schemas/closing-requests.ts';
import { PlanBackfillRequest, SteerBackfillRequest } from '../api/schemas/backfill-schemas.ts';
import { NoteRunRequest } from '../api/schemas/note-schemas.ts';
import { urlOfRun } from '../api/routes.ts';
import { type Reply, toReply } from '../api/views/command-reply.ts';
import { labelOf } from '../core/identity.ts';
import { omitUndefined } from '../core/omit-undefined.ts';
import { cancel } from '../operations/commands/cancel.ts';
import type { Caller, CommandResult } from '../operations/commands/execute-command.ts';
import { closePeriod, reopenPeriod } from '../operations/commands/close-period.ts';
import { forceExecute } from '../operations/commands/force-execute.ts';
import { forceUnlock } from '../operations/commands/force-unlock.ts';
import { muteChannel } from '../operations/commands/mute-channel.ts';
import { noteRun } from '../operations/commands/note-run.ts';
import { planBackfill } from '../operations/commands/plan-backfill.ts';
import { setInterval } from '../operations/commands/set-interval.ts';
import { setSchedule } from '../operations/commands/set-schedule.ts';
import { start } from '../operations/commands/start.ts';
import { cancelBackfill, pauseBackfill, resumeBackfill } from '../operations/commands/steer-backfill.ts';
import { stop } from '../operations/commands/stop.ts';
import { tellPending } from '../operations/commands/tell-pending.ts';
import { testChannels } from '../operations/commands/test-channels.ts';
import { identify } from '../operations/identify.ts';
import type { World } from '../ports.ts';
import type { Handler } from './http.ts';
import { readBasis, readBody, readIdempotencyKey, runIdIn } from './read-request.ts';
import { success } from './replies.ts';

export const commandHandlers: Readonly<Record<CommandName, Handler>> = {
  start: command('start', StartRequest, start),
  stop: command('stop', StopRequest, (world, caller, { run_id, ...body }) =>
    stop(world, caller, { ...body, ...omitUndefined({ runId: run_id }) }),
  ),
  forceExecute: command('forceExecute', ForceExecuteRequest, forceExecute),
  cancel: command('cancel', CancelRequest, (world, caller, body, runId) =>
    cancel(world, caller, { ...body, runId }),
  ),
  setInterval: command('setInterval', SetIntervalRequest, setInterval),
  setSchedule: command('setSchedule', SetScheduleRequest, (world, caller, body, _, basedOn) => {
    const { document, reason } = body;
    const proposed = toProposedSchedule(document);
    return setSchedule(world, caller, { proposed, basedOn, ...omitUndefined({ reason }) });
  }),
  forceUnlock: command('forceUnlock', ForceUnlockRequest, forceUnlock),
  muteChannel: command('muteChannel', MuteChannelRequest, muteChannel),
  testChannels: command('testChannels', TestChannelsRequest, testChannels),
  closePeriod: command('closePeriod', ClosePeriodRequest, closePeriod),
  reopenPeriod: command('reopenPeriod', ReopenPeriodRequest, reopenPeriod),
  planBackfill: command('planBackfill', PlanBackfillRequest, planBackfill),
  pauseBackfill: command('pauseBackfill', SteerBackfillRequest, pauseBackfill),
  resumeBackfill: command('resumeBackfill', SteerBackfillRequest, resumeBackfill),
  cancelBackfill: command('cancelBackfill', SteerBackfillRequest, cancelBackfill),
  tellPending: command('tellPending', TellPendingRequest, tellPending),
  noteRun: command('noteRun', NoteRunRequest, (world, caller, body, runId) =>
    noteRun(world, caller, { ...body, runId }),
  ),
};

/** `execute` gets the id from the path, where the path has one, and the revision that a PUT is based on. */
function command<S extends Schema>(
  name: CommandName,
  schema: S,
  execute: (
    world: World,
    caller: Caller,
    body: Output<S>,
    runId: string,
    basedOn?: number,
  ) => Promise<CommandResult>,
): Handler {
  const { action, event, symbol, method, takesLists }: Command = commands[name];
  const replaces = method === 'PUT';
  const largest = replaces || takesLists ? largestDocumentBody : largestBody;
  return async ({ request, world, log, identity, from }) => {
    const body = await readBody(request, schema, largest);
    if (body.kind === 'refused') return body;
    const basis = replaces ? readBasis(request) : undefined;
    if (basis?.kind === 'refused') return basis;
    const key = readIdempotencyKey(request);
    if (key.kind === 'refused') return key;
    const id = runIdIn(request);
    const actor = await identify(world, identity);
    const caller: Caller = {
      action,
      actor,
      from,
      idempotencyKey: key.value,
      request: JSON.stringify([action, id === undefined ? body.value : { ...body.value, runId: id }]),
      render: (done) => JSON.stringify(toReply(done, world.settings)),
    };
    const result = await execute(world, caller, body.value, id ?? '', basis?.value);
    if (result.kind === 'refused') return toRefusal(result);
    const { status, message, data, runId }: Reply = JSON.parse(result.reply);
    if (!result.repeated) {
      const by = labelOf(actor.name, actor.id);
      log.info(`${symbol} ${message} (asked by ${by})`, { ...omitUndefined({ runId }), event });
    }
    const location = status === 202 && runId !== undefined ? { location: urlOfRun(runId) } : {};
    return success(data, status, { message, ...location });
  };
}
