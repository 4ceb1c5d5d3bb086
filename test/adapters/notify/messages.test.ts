/**
 * What Slack, Teams and mail programs get, for every notice in both languages. Cards are read by Microsoft's own
 * parser; Block Kit has no published schema, so Slack's types check it when tests compile, and its limits here.
 */
import { createRequire } from 'node:module';
import type { KnownBlock } from '@slack/types';
import { describe, expect, test } from 'vitest';
import { sampleNotices } from '../../../local/notices/sample-notices.ts';
import { emailContent } from '../../../src/adapters/notify/email-content.ts';
import { slackMessage } from '../../../src/adapters/notify/slack.ts';
import { teamsMessage } from '../../../src/adapters/notify/teams.ts';
import { describeNotice } from '../../../src/core/notices/describe-notice.ts';
import { type Notice, severityOf } from '../../../src/core/notices/notice.ts';
import type { Outgoing } from '../../../src/ports/sending.ts';
import { jakarta, start } from '../../support/core-samples.ts';

/** As far as it is used here; the package itself has no types that Node's resolution finds. */
interface CardParser {
  readonly AdaptiveCard: new () => {
    parse(card: unknown, context: unknown): void;
    validateProperties(): { readonly validationEvents: readonly { readonly message: string }[] };
  };
  readonly SerializationContext: new () => {
    readonly eventCount: number;
    getEventAt(index: number): { readonly message: string };
  };
}
const cards = createRequire(import.meta.url)('adaptivecards/dist/adaptivecards.min.js') as CardParser;

function problemsOf(card: unknown): readonly string[] {
  const parsed = new cards.AdaptiveCard();
  const context = new cards.SerializationContext();
  parsed.parse(card, context);
  const met = Array.from({ length: context.eventCount }, (_, index) => context.getEventAt(index).message);
  return [...met, ...parsed.validateProperties().validationEvents.map(({ message }) => message)];
}

/** As much as a person may write, in signs that mean something to receivers, and that double when they are escaped. */
const hostile = `<!channel> [click](https://evil.example) *_~ & ${'<&>'.repeat(150)}`;
const longest: Notice = {
  kind: 'paused_long',
  id: '01KAV1Q0ABCDEFGHJKMNPQRSTV',
  at: start,
  severity: severityOf.paused_long,
  since: start,
  by: hostile,
  reason: hostile,
};
const all: readonly Outgoing[] = [...sampleNotices.map(({ notice }) => notice), longest].flatMap((notice) =>
  (['en', 'id'] as const).map((language) => ({
    channel: 'slack' as const,
    notice,
    message: describeNotice(notice, language, {
      job: 'spJamkerja',
      zone: jakarta,
      link: 'https://example.com/api/scheduler#run=1',
    }),
  })),
);
const withoutLink: Outgoing = { ...all[0]!, message: { ...all[0]!.message, link: undefined } };
const bytes = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));

/** By Slack's reference of blocks. */
function isTooLong(block: KnownBlock): boolean {
  switch (block.type) {
    case 'header':
      return block.text.text.length > 150;
    case 'section':
      return (block.text?.text.length ?? 0) > 3_000;
    case 'context':
      return block.elements.length > 10;
    default:
      return true;
  }
}

describe('Slack', () => {
  test('gets blocks that its types know, within its limits, and a text beside them', () => {
    for (const each of [...all, withoutLink]) {
      const { text, blocks } = slackMessage(each);
      const known: readonly KnownBlock[] = blocks;
      expect(known.length).toBeLessThanOrEqual(50);
      expect(text.length).toBeGreaterThan(20);
      expect(known.filter(isTooLong)).toEqual([]);
      expect(bytes({ text, blocks })).toBeLessThan(13_000);
    }
  });

  test('gets no mention and no link but ours, whatever people write', () => {
    const texts = slackMessage(all.at(-2)!).blocks.flatMap((block) => {
      if (block.type === 'section') return [block.text.text];
      return block.type === 'context' ? block.elements.map(({ text }) => text) : [];
    });
    expect(texts.join()).toContain('&lt;!channel&gt;');
    expect(texts.filter((text) => /<(?!https:\/\/example\.com)/.test(text))).toEqual([]);
  });
});

describe('Teams', () => {
  test('gets a card that the parser of Adaptive Cards takes without a complaint, below 28 KB', () => {
    for (const each of [...all, withoutLink]) {
      const message = teamsMessage(each);
      expect(message.type).toBe('message');
      expect(message.attachments.length).toBe(1);
      const [{ contentType, content }] = message.attachments;
      expect(contentType).toBe('application/vnd.microsoft.card.adaptive');
      expect(problemsOf(content)).toEqual([]);
      expect(content.actions.every(({ type }) => type === 'Action.OpenUrl')).toBe(true);
      expect(bytes(message)).toBeLessThan(28 * 1_024);
    }
  });

  test('would not get a card with an unknown element, size or a link without an address', () => {
    const broken = {
      type: 'AdaptiveCard',
      version: '1.4',
      body: [
        { type: 'Nonsense' },
        { type: 'RichTextBlock', inlines: [{ type: 'TextRun', text: 'a', size: 'Huge' }] },
      ],
      actions: [{ type: 'Action.OpenUrl', title: 'a' }],
    };
    expect(problemsOf(broken).length).toBe(3);
  });

  test('gets what people write as plain text, never as Markdown', () => {
    const { body } = teamsMessage(all.at(-2)!).attachments[0].content;
    expect(new Set(body.map(({ type }) => type))).toEqual(new Set(['RichTextBlock']));
  });
});

describe('an e-mail', () => {
  test('has a subject of one line, and says the same as text and as HTML', () => {
    for (const { notice, message } of all) {
      const { subject, plainText, html } = emailContent(message, notice.id);
      expect(subject).not.toMatch(/[\r\n]/);
      for (const each of [message.happened, message.todo]) expect(plainText).toContain(each);
      expect(html).toContain(notice.id);
      expect(html).not.toMatch(/<(?:img|script|link|iframe)/);
    }
  });

  test('has no element that somebody wrote into a reason', () => {
    const { html } = emailContent(all.at(-2)!.message, 'id');
    expect(html).toContain('&lt;!channel&gt;');
    expect(html).not.toContain('<!channel>');
  });
});
