import { CancelRequest } from '../api/schemas/requests.ts';
import { cancel } from '../operations/commands/cancel.ts';
import { answerCommand } from './command.ts';
import type { Handler } from './http.ts';

export const handle: Handler = (call) =>
  answerCommand(call, {
    schema: CancelRequest,
    name: 'cancel',
    act: (caller, body) => cancel(call.world, caller, call.request.params['id'] ?? '', body),
  });
