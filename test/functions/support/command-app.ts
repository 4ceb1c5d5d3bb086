/** The POST routes over a table in memory, without a host. */
import { createHash } from 'node:crypto';
import { HttpRequest } from '@azure/functions';
import type { CommandName } from '../../../src/api/commands.ts';
import { commandHandlers } from '../../../src/functions/command-handlers.ts';
import { refused } from '../../../src/functions/replies.ts';
import { recordingLog } from '../../operations/support/recording-log.ts';
import { createWorld } from '../../operations/support/world.ts';

export function startApp() {
  const there = createWorld({
    idGenerator: { newId: () => '01M83TWC6WTENC80CQS4R1FZWR' },
    sha256: (text) => createHash('sha256').update(text).digest('hex'),
  });
  const recorded = recordingLog();
  const send = async (
    name: CommandName,
    body: object,
    { key = 'k1', id, actor = 'siti' }: { key?: string; id?: string; actor?: string } = {},
  ) => {
    const request = new HttpRequest({
      method: 'POST',
      url: 'http://app/',
      headers: { 'content-type': 'application/json', 'idempotency-key': key },
      body: { string: JSON.stringify(body) },
      ...(id === undefined ? {} : { params: { id } }),
    });
    const { world } = there;
    const answer = await commandHandlers[name]({
      request,
      world,
      log: recorded.log,
      identity: { kind: 'known', actor: { id: actor, name: actor } },
      role: 'admin',
      from: 'unknown',
    });
    return 'kind' in answer ? refused(answer) : answer;
  };
  return { ...there, send, logged: recorded.lines };
}
