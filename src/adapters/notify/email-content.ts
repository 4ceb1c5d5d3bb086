/** An e-mail's subject and text, as plain text and as HTML without anything that a mail program would load. */
import type { Message } from '../../core/notices/describe-notice.ts';

export interface EmailContent {
  readonly subject: string;
  readonly plainText: string;
  readonly html: string;
}

export function emailContent(
  { title, happened, meaning, todo, labels, times, link }: Message,
  id: string,
): EmailContent {
  const parts = [
    [labels.happened, happened],
    [labels.meaning, meaning],
    [labels.todo, todo],
  ] as const;
  const end = `${times} ${id}`;
  const plain = parts.map(([label, text]) => `${label}\n${text}`);
  const rich = parts.map(([label, text]) => `<p><strong>${escaped(label)}</strong><br>${escaped(text)}</p>`);
  const details = escaped(labels.details);
  return {
    subject: title,
    plainText: [...plain, ...(link === undefined ? [] : [`${labels.details}: ${link}`]), end].join('\n\n'),
    html: [
      '<!doctype html><html><body style="font-family:sans-serif">',
      ...rich,
      ...(link === undefined ? [] : [`<p><a href="${escaped(link)}">${details}</a></p>`]),
      `<p style="color:#666;font-size:smaller">${escaped(end)}</p></body></html>`,
    ].join('\n'),
  };
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};
const escaped = (text: string): string => text.replaceAll(/[&<>"]/g, (sign) => entities[sign] ?? sign);
