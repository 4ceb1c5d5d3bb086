/** A webhook by the Standard Webhooks specification; its body is a CloudEvents 1.0 envelope with the same id. */
import type { SendResult } from '../../core/notices/channel.ts';
import { runIdOf } from '../../core/notices/notice.ts';
import { type EpochMs, epochMsToIso, TimeZone, toSeconds, elapsed, epochMs } from '../../core/time/time.ts';
import type { Outgoing } from '../../ports/sending.ts';
import type { AddressRules } from './address-rules.ts';
import { guardedRequest } from './guarded-request.ts';
import { judgeReply } from './judge-reply.ts';
import { noticeData } from './notice-data.ts';
import { signaturesBy } from './signing-secrets.ts';

export interface WebhookTarget {
  readonly url: URL;
  readonly secrets: readonly Buffer[];
}

export async function sendToWebhook(
  { url, secrets }: WebhookTarget,
  rules: AddressRules,
  job: string,
  outgoing: Outgoing,
  now: EpochMs,
  signal: AbortSignal,
): Promise<SendResult> {
  const { id } = outgoing.notice;
  const body = JSON.stringify(cloudEvent(job, outgoing));
  const timestamp = String(Math.floor(toSeconds(elapsed(epochMs(0), now))));
  const headers = {
    'content-type': 'application/cloudevents+json; charset=utf-8',
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': signaturesBy(secrets, id, timestamp, body),
  };
  return judgeReply(await guardedRequest({ url, method: 'POST', headers, body }, rules, signal), now);
}

function cloudEvent(job: string, { notice, message }: Outgoing) {
  const { title, happened, meaning, todo, link } = message;
  const runId = runIdOf(notice);
  return {
    specversion: '1.0',
    id: notice.id,
    source: `/scheduler/${encodeURIComponent(job)}`,
    type: `scheduler.notice.${notice.kind}`,
    time: epochMsToIso(notice.at, TimeZone.parse('UTC')),
    ...(runId === undefined ? {} : { subject: runId }),
    datacontenttype: 'application/json',
    data: {
      ...noticeData(notice),
      text: { title, happened, meaning, todo },
      ...(link === undefined ? {} : { link }),
    },
  };
}
