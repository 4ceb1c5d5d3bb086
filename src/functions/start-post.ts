import { StartRequest } from '../core/requests.ts';
import { readStatus } from '../operations/read-status.ts';
import { start } from '../operations/start.ts';
import { type Handler, success } from './http.ts';
import { readBody } from './parse.ts';

export const handle: Handler = async ({ request, world, log, actor }) => {
  const body = await readBody(request, StartRequest);
  if (body.kind === 'answered') return body.response;
  const result = await start(world, actor);
  if (result === 'resumed')
    log.info(`▶️ Schedule resumed by ${actor}: ${body.value.reason ?? 'no reason given'}`, {
      event: 'schedule_resumed',
    });
  const message = result === 'resumed' ? 'Scheduler started' : 'Scheduler was already running';
  return success(await readStatus(world), 200, { message });
};
