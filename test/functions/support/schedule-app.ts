/** An app over a table in memory that is asked about its schedule, and told another one. */
import { createHash } from 'node:crypto';
import { HttpRequest, type HttpRequestInit } from '@azure/functions';
import type { QueryName } from '../../../src/api/queries.ts';
import { commandHandlers } from '../../../src/functions/command-handlers.ts';
import { queryHandlers } from '../../../src/functions/query-handlers.ts';
import { refused } from '../../../src/functions/replies.ts';
import { recordingLog } from '../../operations/support/recording-log.ts';
import { createWorld } from '../../operations/support/world.ts';
import { withJson } from './with-json.ts';

const siti = { kind: 'known', actor: { id: 'user:aad::siti', name: 'siti' } } as const;

type Sent = Pick<HttpRequestInit, 'headers' | 'query'> & { readonly text?: string };

export function startScheduleApp() {
  const there = createWorld({ sha256: (text) => createHash('sha256').update(text).digest('hex') });
  const recorded = recordingLog();
  const call = (method: string, { text, ...rest }: Sent) => ({
    request: new HttpRequest({
      method,
      url: 'http://app/',
      ...rest,
      ...(text === undefined ? {} : { body: { string: text } }),
    }),
    world: there.world,
    log: recorded.log,
    identity: siti,
    role: 'admin' as const,
    from: 'unknown',
  });
  const ask = async (name: QueryName, sent: Sent = {}) => {
    const answer = await queryHandlers[name](call(sent.text === undefined ? 'GET' : 'POST', sent));
    return 'kind' in answer ? refused(answer) : withJson(answer);
  };
  const json = { 'content-type': 'application/json' };
  const put = async (body: unknown, headers: Readonly<Record<string, string>> = { 'if-match': '*' }) => {
    const sent = { text: JSON.stringify(body), headers: { ...json, ...headers } };
    const answer = await commandHandlers.setSchedule(call('PUT', sent));
    return 'kind' in answer ? refused(answer) : answer;
  };
  const preview = (document: unknown) =>
    ask('previewSchedule', { text: JSON.stringify({ document }), headers: json });
  return { ...there, ask, put, preview, logged: recorded.lines };
}
