import { ForceExecuteRequest } from '../api/schemas/requests.ts';
import { forceExecute } from '../operations/commands/force-execute.ts';
import { answerCommand } from './command.ts';
import type { Handler } from './http.ts';

export const handle: Handler = (call) =>
  answerCommand(call, {
    schema: ForceExecuteRequest,
    name: 'forceExecute',
    act: (caller, body) => forceExecute(call.world, caller, body),
  });
