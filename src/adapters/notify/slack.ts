/** Slack's incoming webhook: Block Kit, with a plain text for notifications and screen readers. */
import type { SendResult } from '../../core/notices/channel.ts';
import type { EpochMs } from '../../core/time/time.ts';
import type { Outgoing } from '../../ports.ts';
import type { AddressRules } from './address-rules.ts';
import { cut } from './cut.ts';
import { guardedRequest } from './guarded-request.ts';
import { judgeReply } from './judge-reply.ts';

export async function sendToSlack(
  url: URL,
  rules: AddressRules,
  outgoing: Outgoing,
  now: EpochMs,
  signal: AbortSignal,
): Promise<SendResult> {
  const reply = await guardedRequest(
    {
      url,
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify(slackMessage(outgoing)),
    },
    rules,
    signal,
  );
  // Slack says why in a word such as `no_service`.
  const [said] = (reply.kind === 'answered' && /^[a-z_]{1,60}$/.exec(reply.text)) || [];
  return judgeReply(reply, now, { final: [400, 413], said });
}

export function slackMessage({ notice, message }: Outgoing) {
  const { title, happened, meaning, todo, labels, times, link } = message;
  const part = (label: string, text: string) =>
    ({
      type: 'section',
      text: { type: 'mrkdwn', text: `*${inMarkdown(label)}*\n${inMarkdown(text)}` },
    }) as const;
  const details = link === undefined ? '' : `<${inMarkdown(link)}|${inMarkdown(labels.details)}> · `;
  return {
    text: inMarkdown(`${title}. ${happened}`),
    unfurl_links: false,
    blocks: [
      // A header has at most 150 characters.
      { type: 'header', text: { type: 'plain_text', text: cut(title, 150), emoji: false } } as const,
      part(labels.happened, happened),
      part(labels.meaning, meaning),
      part(labels.todo, todo),
      {
        type: 'context',
        elements: [{ type: 'mrkdwn', text: `${details}${inMarkdown(times)} · ${notice.id}` }],
      } as const,
    ],
  };
}

/** Nothing becomes a mention or a link. Far below the 3,000 characters of a section, and 13 kB in all. */
const inMarkdown = (text: string): string =>
  cut(text, 1_500).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
