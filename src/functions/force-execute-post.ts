import { ForceExecuteRequest } from '../core/requests.ts';
import { urlOfRun } from '../core/run-view.ts';
import { forceExecute } from '../operations/force-execute.ts';
import { type Handler, refused, success } from './http.ts';
import { readBody, readIdempotencyKey } from './parse.ts';

export const handle: Handler = async ({ request, world, log, actor }) => {
  const body = await readBody(request, ForceExecuteRequest);
  if (body.kind === 'answered') return body.response;
  const key = readIdempotencyKey(request);
  if (key.kind === 'answered') return key.response;
  const result = await forceExecute(world, actor, body.value, key.value);
  if (result.kind === 'refused') return refused(result);
  const { runId, repeated } = result;
  if (!repeated)
    log.info(`👤 Run requested by ${actor}: ${body.value.reason ?? 'no reason given'}`, {
      runId,
      event: 'run_requested',
    });
  const url = urlOfRun(runId);
  const message = 'Accepted: the run starts with the next tick';
  return success({ run_id: runId, url }, 202, { message, location: url });
};
