import { StopRequest } from '../core/requests.ts';
import { readStatus } from '../operations/read-status.ts';
import { stop } from '../operations/stop.ts';
import { type Handler, refused, success } from './http.ts';
import { readBody } from './parse.ts';

export const handle: Handler = async ({ request, world, log, actor }) => {
  const body = await readBody(request, StopRequest);
  if (body.kind === 'answered') return body.response;
  const result = await stop(world, actor, body.value);
  if (result.kind === 'refused') return refused(result);
  if (result.kind === 'paused')
    log.info(`⏸️ Schedule paused by ${actor}: ${body.value.reason ?? 'no reason given'}`, {
      event: 'schedule_paused',
    });
  const cancelled =
    result.cancelledRunId === undefined ? '' : `; run ${result.cancelledRunId} is being cancelled`;
  const message = `${result.kind === 'paused' ? 'Scheduler stopped' : 'Scheduler was already stopped'}${cancelled}`;
  return success(await readStatus(world), 200, { message });
};
