/** A sign of life in the style of healthchecks.io: `/start`, nothing or `/fail` behind the address, and the run's id. */
import type { SendResult } from '../../core/notices/channel.ts';
import { uuidOf } from '../../core/run/run-id.ts';
import type { EpochMs } from '../../core/time/time.ts';
import type { Ping } from '../../ports/sending.ts';
import type { AddressRules } from './address-rules.ts';
import { guardedRequest } from './guarded-request.ts';
import { judgeReply } from './judge-reply.ts';

const ends: Readonly<Record<Ping['kind'], string>> = { start: '/start', success: '', fail: '/fail' };

export async function sendPing(
  address: URL,
  rules: AddressRules,
  { kind, runId }: Ping,
  now: EpochMs,
  signal: AbortSignal,
): Promise<SendResult> {
  const url = new URL(address);
  url.pathname = `${url.pathname.replace(/\/+$/, '')}${ends[kind]}`;
  url.searchParams.set('rid', uuidOf(runId));
  const reply = await guardedRequest({ url, method: 'GET', headers: {}, body: '' }, rules, signal);
  return judgeReply(reply, now);
}
