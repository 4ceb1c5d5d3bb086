/** What a receiver's answer means for the delivery. The problems are for people, and quote no address and no secret. */
import type { SendResult } from '../../core/notices/channel.ts';
import { type DurationMs, type EpochMs, milliseconds, seconds } from '../../core/time/time.ts';
import type { Reply } from './guarded-request.ts';
import { shownHost } from './http-url.ts';

/** `final`: the statuses after which the same message would be refused again. */
export function judgeReply(
  reply: Reply,
  now: EpochMs,
  { final = [], said }: { readonly final?: readonly number[]; readonly said?: string | undefined } = {},
): SendResult {
  switch (reply.kind) {
    case 'forbidden':
      return { kind: 'refused', problem: reply.problem };
    case 'unanswered':
      return { kind: 'retry', problem: reply.problem };
    case 'answered':
      break;
  }
  const { status, retryAfter, location } = reply;
  if (status >= 200 && status < 300) return { kind: 'delivered' };
  const problem = `the receiver answered ${status}${said === undefined ? '' : ` (${said})`}`;
  if (status === 410) return { kind: 'gone', problem };
  if (status >= 300 && status < 400) {
    return { kind: 'retry', problem: `${problem}: a redirect${targetOf(location)}, which is not followed` };
  }
  if (final.includes(status)) return { kind: 'refused', problem };
  return { kind: 'retry', problem, after: waitOf(retryAfter, now) };
}

function targetOf(location: string | undefined): string {
  if (location === undefined || !URL.canParse(location)) return '';
  return ` to ${shownHost(new URL(location))}`;
}

/** Retry-After is a number of seconds or a date. */
function waitOf(text: string | undefined, now: EpochMs): DurationMs | undefined {
  if (text === undefined) return undefined;
  const wait = /^\d{1,9}$/.test(text) ? seconds(Number(text)) : milliseconds((Date.parse(text) || now) - now);
  return wait > 0 ? wait : undefined;
}
