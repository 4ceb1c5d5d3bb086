/**
 * What somebody does who knows the original's commands alone, on rows of any version: the answers, and the runs that
 * ticks begin afterwards. Of a status only what the version before the schedule document had to say.
 */
import { createHash } from 'node:crypto';
import { HttpRequest } from '@azure/functions';
import { type CommandName, commands } from '../../../src/api/commands.ts';
import { hours } from '../../../src/core/time/time.ts';
import { commandHandlers } from '../../../src/functions/command-handlers.ts';
import { queryHandlers } from '../../../src/functions/query-handlers.ts';
import { refused } from '../../../src/functions/replies.ts';
import { tick } from '../../../src/operations/tick.ts';
import { withJson } from './with-json.ts';
import { recordingLog } from '../../operations/support/recording-log.ts';
import { createWorld, refuse } from '../../operations/support/world.ts';
import { runIdOf } from '../../support/core-samples.ts';

type Values = Readonly<Record<string, unknown>>;
/** By row key: the columns, and the document as text. */
export type Rows = Readonly<Record<string, Readonly<Record<string, string>>>>;

const siti = { kind: 'known', actor: { id: 'user:aad::siti', name: 'siti' } } as const;

function startApp(rows: Rows) {
  const there = createWorld({
    sha256: (text) => createHash('sha256').update(text).digest('hex'),
    idGenerator: { newId: () => runIdOf(5) },
    runner: { execute: async () => ({ kind: 'succeeded', rowsAffected: 7, returnValue: 0 }), probe: refuse },
  });
  for (const [key, columns] of Object.entries(rows)) there.table.put(key, columns);
  const { log } = recordingLog();
  const call = (request: HttpRequest) => ({
    request,
    log,
    world: there.world,
    identity: siti,
    role: 'admin' as const,
    from: 'unknown',
  });
  const url = 'http://app/';
  const ask = async (): Promise<Values> => {
    const answer = await queryHandlers.status(call(new HttpRequest({ method: 'GET', url })));
    if ('kind' in answer) throw new Error('the status was refused');
    return withJson(answer).jsonBody.data;
  };
  const send = async (name: CommandName, body: object) => {
    const headers = { 'content-type': 'application/json' };
    const request = new HttpRequest({ method: 'POST', url, headers, body: { string: JSON.stringify(body) } });
    const answer = await commandHandlers[name](call(request));
    return 'kind' in answer ? refused(answer) : answer;
  };
  return { ...there, ask, send, tick: () => tick(there.world, log) };
}

const originalNames = [
  'running',
  'is_processing',
  'interval_hours',
  'last_execution_time',
  'last_execution_duration',
  'last_execution_status',
  'execution_count',
  'success_count',
  'failure_count',
  'next_execution_in_seconds',
];
const shown = [...originalNames, 'next_execution_time', 'not_before', 'paused', 'schedule'];

function originalOf(status: Values): Values {
  const { code, at } = status['reason'] as Values;
  return { ...Object.fromEntries(shown.map((name) => [name, status[name]])), reason: [code, at] };
}

/** The run that ticks begin by then, if any: each slot that has come must be in it. */
async function runBegun({ tick: next, control }: ReturnType<typeof startApp>): Promise<unknown> {
  for (const _ of [1, 2, 3]) await next();
  const { last, lastSlot, statistics } = control().state;
  const { slot, missedSlots, range, reason } = last ?? {};
  return { slot, missedSlots, range, reason, lastSlot, count: statistics.execution };
}

const sent: readonly (readonly [CommandName, object])[] = [
  ['stop', {}],
  ['stop', { reason: 'closing', until: '2026-11-24T12:00:00+07:00' }],
  ['start', {}],
  ['setInterval', { hours: 6 }],
  ['setInterval', { hours: 1.5, after: 'start' }],
  ['setInterval', { hours: 25 }],
  ['forceExecute', {}],
  ['forceExecute', { awal: '2026-11-01', akhir: '2026-11-20', reason: 'again' }],
];

/** Yields each answer with its name. */
export async function* originalCourse(rows: Rows): AsyncGenerator<readonly [string, unknown]> {
  for (const passed of [1, 3, 40]) {
    const app = startApp(rows);
    await app.clock.advance(hours(passed));
    yield [`status after ${passed} h`, originalOf(await app.ask())];
    yield [`run after ${passed} h`, await runBegun(app)];
  }
  for (const [name, body] of sent) {
    const app = startApp(rows);
    await app.clock.advance(hours(1));
    const { status, jsonBody } = await app.send(name, body);
    const command = `${commands[name].path} ${JSON.stringify(body)}`;
    const { message, data, success, error } = jsonBody;
    const isStatus = data?.['reason'] !== undefined;
    const answer = { status, success, message, data: isStatus ? originalOf(data) : data, error };
    yield [`${command} answers`, answer];
    if (!isStatus) yield [`${command} leaves`, originalOf(await app.ask())];
    await app.clock.advance(hours(9));
    yield [`${command} run 9 h later`, await runBegun(app)];
  }
}
