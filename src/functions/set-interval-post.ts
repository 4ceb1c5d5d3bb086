import { SetIntervalRequest } from '../api/schemas/requests.ts';
import { setInterval } from '../operations/commands/set-interval.ts';
import { answerCommand } from './command.ts';
import type { Handler } from './http.ts';

export const handle: Handler = (call) =>
  answerCommand(call, {
    schema: SetIntervalRequest,
    name: 'setInterval',
    act: (caller, body) => setInterval(call.world, caller, body),
  });
