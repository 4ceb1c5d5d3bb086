/** Slack's incoming webhook: Block Kit, with a plain text for notifications and screen readers. */
import type { SendResult } from '../../core/notices/channel.ts';
import type { EpochMs } from '../../core/time/time.ts';
import type { Outgoing } from '../../ports/sending.ts';
import type { AddressRules } from './address-rules.ts';
import { judgeReply } from './judge-reply.ts';
import { cut, postJson } from './post-json.ts';

export async function sendToSlack(
  url: URL,
  rules: AddressRules,
  outgoing: Outgoing,
  now: EpochMs,
  signal: AbortSignal,
): Promise<SendResult> {
  const reply = await postJson(url, rules, slackMessage(outgoing), signal);
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
        type: 'context' as const,
        elements: [{ type: 'mrkdwn' as const, text: `${details}${inMarkdown(times)} · ${notice.id}` }],
      },
    ],
  };
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
/** Below the 3,000 characters of a section, and with all of them together below 13 kB. */
const longestText = 2_000;

/** Nothing becomes a mention or a link. It is escaped first and then cut, between two signs. */
function inMarkdown(text: string): string {
  let shown = '';
  for (const sign of text) {
    const next = entities[sign] ?? sign;
    if (shown.length + next.length >= longestText) return `${shown}…`;
    shown += next;
  }
  return shown;
}
