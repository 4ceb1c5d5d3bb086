/** The part of the `/admin` API that this host implements: invoke by name, status, ping. The caller checks the key. */
import type { IncomingMessage } from 'node:http';

import type { Dispatcher } from '../dispatcher.ts';
import type { TimerFunction } from '../function-catalogue.ts';
import { readBody } from './http-body.ts';
import { emptyReply, textReply } from './http-response.ts';
import type { HttpReply } from '../worker/protocol.ts';
import { timerData } from '../timers/timer-trigger.ts';

const reason = 'This function was programmatically called via the host APIs.';

const neverStored = { 'cache-control': 'no-store,no-cache', pragma: 'no-cache' };

export async function answerAdmin(
  request: IncomingMessage,
  path: readonly string[],
  bodyLimit: number,
  timers: readonly TimerFunction[],
  dispatcher: Dispatcher,
): Promise<HttpReply> {
  const target = `${request.method} ${path.slice(1).join('/').toLowerCase()}`;
  if (target === 'GET host/status') return textReply(200, 'application/json', '{"state":"Running"}');
  if (target === 'GET host/ping' || target === 'POST host/ping') return emptyReply(200, neverStored);

  const name = path[2]?.toLowerCase();
  if (request.method !== 'POST' || path[1]?.toLowerCase() !== 'functions' || path.length !== 3) {
    return emptyReply(404);
  }
  if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) return emptyReply(415);
  if (!(await hasJsonObject(request, bodyLimit))) return emptyReply(400);
  const timer = timers.find((candidate) => candidate.name.toLowerCase() === name);
  if (timer === undefined) return emptyReply(404);
  // Not awaited, and allowed to overlap a running tick: the answer only says "accepted".
  void dispatcher.invoke(timer.name, timerData(timer), reason);
  return emptyReply(202);
}

async function hasJsonObject(request: IncomingMessage, limit: number): Promise<boolean> {
  const body = await readBody(request, { limit, acceptChunked: true });
  if (body.kind === 'failed' || body.bytes === undefined) return false;
  try {
    const value: unknown = JSON.parse(Buffer.from(body.bytes).toString());
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}
