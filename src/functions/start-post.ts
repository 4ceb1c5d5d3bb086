import { StartRequest } from '../api/schemas/requests.ts';
import { start } from '../operations/commands/start.ts';
import { answerCommand } from './command.ts';
import type { Handler } from './http.ts';

export const handle: Handler = (call) =>
  answerCommand(call, {
    schema: StartRequest,
    name: 'start',
    act: (caller, body) => start(call.world, caller, body),
  });
