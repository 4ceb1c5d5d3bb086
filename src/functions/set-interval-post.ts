import { SetIntervalRequest } from '../core/requests.ts';
import { readStatus } from '../operations/read-status.ts';
import { setInterval } from '../operations/set-interval.ts';
import { type Handler, success } from './http.ts';
import { readBody } from './parse.ts';

export const handle: Handler = async ({ request, world, log, actor }) => {
  const body = await readBody(request, SetIntervalRequest);
  if (body.kind === 'answered') return body.response;
  const { before } = await setInterval(world, actor, body.value);
  const { hours } = body.value;
  log.info(
    `🕒 Interval set from ${before.hours} to ${hours} hours by ${actor}: ${body.value.reason ?? 'no reason given'}`,
    { event: 'interval_set' },
  );
  return success(await readStatus(world), 200, { message: `Interval set to ${hours} hours` });
};
