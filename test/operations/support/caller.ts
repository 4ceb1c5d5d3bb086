/** Somebody who sends a command. */
import { anonymous } from '../../../src/core/identity.ts';
import type { Caller } from '../../../src/operations/commands/execute-command.ts';

export const callerOf = (action: Caller['action'], idempotencyKey?: string): Caller => ({
  action,
  actor: anonymous,
  from: '203.0.113.7',
  idempotencyKey,
  request: `["${action}"]`,
  render: () => '{"status":200,"message":"done"}',
});
