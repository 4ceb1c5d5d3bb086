import { CancelRequest } from '../core/requests.ts';
import { urlOfRun } from '../core/run-view.ts';
import { cancel } from '../operations/cancel.ts';
import { type Handler, refused, success } from './http.ts';
import { readBody } from './parse.ts';

export const handle: Handler = async ({ request, world, log, actor }) => {
  const body = await readBody(request, CancelRequest);
  if (body.kind === 'answered') return body.response;
  const runId = request.params['id'] ?? '';
  const reason = body.value.reason ?? 'no reason given';
  const result = await cancel(world, runId, actor, reason);
  if (result.kind === 'refused') return refused(result);
  log.info(`🛑 Cancel ordered by ${actor}: ${reason}`, { runId, event: 'cancel_ordered' });
  const url = urlOfRun(runId);
  return result.kind === 'cancelled'
    ? success({ run_id: runId, url }, 200, { message: 'Cancelled before it started' })
    : success({ run_id: runId, url }, 202, {
        message: 'Accepted: the run is told with its next heartbeat',
        location: url,
      });
};
