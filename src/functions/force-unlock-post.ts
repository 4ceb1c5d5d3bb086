import { ForceUnlockRequest } from '../api/schemas/requests.ts';
import { forceUnlock } from '../operations/commands/force-unlock.ts';
import { answerCommand } from './command.ts';
import type { Handler } from './http.ts';

export const handle: Handler = (call) =>
  answerCommand(call, {
    schema: ForceUnlockRequest,
    name: 'forceUnlock',
    act: (caller, body) => forceUnlock(call.world, caller, body),
  });
