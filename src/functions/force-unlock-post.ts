import { ForceUnlockRequest } from '../api/schemas/requests.ts';
import { forceUnlock } from '../operations/commands/force-unlock.ts';
import { answerCommand } from './command.ts';
import type { Handler } from './http.ts';

export const handle: Handler = (call) =>
  answerCommand(call, {
    schema: ForceUnlockRequest,
    symbol: '🔓',
    event: 'force_unlocked',
    act: (caller, body) => forceUnlock(call.world, caller, body),
  });
