/** Microsoft Teams through a Workflows webhook: one Adaptive Card in a message, far below the limit of 28 KB. */
import type { SendResult } from '../../core/notices/channel.ts';
import type { EpochMs } from '../../core/time/time.ts';
import type { Outgoing } from '../../ports/sending.ts';
import type { AddressRules } from './address-rules.ts';
import { judgeReply } from './judge-reply.ts';
import { cut, postJson } from './post-json.ts';

export async function sendToTeams(
  url: URL,
  rules: AddressRules,
  outgoing: Outgoing,
  now: EpochMs,
  signal: AbortSignal,
): Promise<SendResult> {
  const reply = await postJson(url, rules, teamsMessage(outgoing), signal);
  return judgeReply(reply, now, { final: [400, 413] });
}

export function teamsMessage({ notice, message }: Outgoing) {
  const { title, happened, meaning, todo, labels, times, link } = message;
  const card = {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.4',
    msteams: { width: 'Full' },
    fallbackText: cut(`${title}. ${happened}`, 1_500),
    body: [
      paragraph({ text: title, weight: 'Bolder', size: 'Large', color: colours[notice.severity] }),
      ...labelled(labels.happened, happened),
      ...labelled(labels.meaning, meaning),
      ...labelled(labels.todo, todo),
      paragraph({ text: `${times} ${notice.id}`, size: 'Small', isSubtle: true }),
    ],
    actions: link === undefined ? [] : [{ type: 'Action.OpenUrl', title: labels.details, url: link }],
  } as const;
  return {
    type: 'message',
    attachments: [
      { contentType: 'application/vnd.microsoft.card.adaptive', contentUrl: null, content: card },
    ],
  } as const;
}

const colours = { info: 'Default', warning: 'Warning', critical: 'Attention' } as const;

interface Run {
  readonly text: string;
  readonly weight?: 'Bolder';
  readonly size?: 'Small' | 'Large';
  readonly color?: (typeof colours)[keyof typeof colours];
  readonly isSubtle?: boolean;
}

/** Text in runs is shown as it is; a TextBlock would read it as Markdown, with links of whoever wrote it. */
const paragraph = (run: Run) => ({
  type: 'RichTextBlock' as const,
  inlines: [{ type: 'TextRun' as const, ...run, text: cut(run.text, 1_500) }],
});

const labelled = (label: string, text: string) =>
  [paragraph({ text: label, weight: 'Bolder' }), paragraph({ text })] as const;
