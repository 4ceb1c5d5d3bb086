/** What all routes that change something have in common: body, Idempotency-Key, caller, log line, reply. */
import type { HttpRequest, HttpResponseInit } from '@azure/functions';
import { type CommandName, commands } from '../api/commands.ts';
import { omitUndefined } from '../core/omit-undefined.ts';
import type { Caller, CommandResult } from '../operations/commands/carry-out.ts';
import type { Call } from './http.ts';
import { type Output, readBody, readIdempotencyKey, type Schema } from './parse.ts';
import { refused, success } from './replies.ts';

export interface CommandRoute<S extends Schema> {
  readonly name: CommandName;
  readonly schema: S;
  readonly act: (caller: Caller, body: Output<S>) => Promise<CommandResult>;
}

export async function answerCommand<S extends Schema>(
  { request, log, actor }: Call,
  route: CommandRoute<S>,
): Promise<HttpResponseInit> {
  const body = await readBody(request, route.schema);
  if (body.kind === 'answered') return body.response;
  const key = readIdempotencyKey(request);
  if (key.kind === 'answered') return key.response;
  const result = await route.act({ actor, from: addressOf(request), idempotencyKey: key.value }, body.value);
  if (result.kind === 'refused') return refused(result);
  const { reply, repeated } = result;
  const { status, message, data, runId } = reply;
  if (!repeated) {
    const { symbol, event } = commands[route.name];
    log.info(`${symbol} ${message} (asked by ${actor})`, { ...omitUndefined({ runId }), event });
  }
  const location = status === 202 && runId !== undefined ? { location: `/scheduler/runs/${runId}` } : {};
  return success(data, status, { message, ...location });
}

/** The last address is the one that the platform's front end saw itself; those before it are the caller's claim. */
function addressOf(request: HttpRequest): string {
  const forwarded = request.headers.get('x-forwarded-for')?.split(',').at(-1)?.trim();
  return (forwarded ?? 'unknown').replaceAll(/[^0-9A-Za-z.:[\]]/g, '').slice(0, 64) || 'unknown';
}
