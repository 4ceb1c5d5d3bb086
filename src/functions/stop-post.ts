import { StopRequest } from '../api/schemas/requests.ts';
import { stop } from '../operations/commands/stop.ts';
import { answerCommand } from './command.ts';
import type { Handler } from './http.ts';

export const handle: Handler = (call) =>
  answerCommand(call, {
    schema: StopRequest,
    name: 'stop',
    act: (caller, body) => stop(call.world, caller, body),
  });
