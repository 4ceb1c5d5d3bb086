/** One message as JSON to an incoming webhook, and texts within what such a one takes. */
import type { AddressRules } from './address-rules.ts';
import { guardedRequest, type Reply } from './guarded-request.ts';

export const postJson = (
  url: URL,
  rules: AddressRules,
  message: object,
  signal: AbortSignal,
): Promise<Reply> =>
  guardedRequest(
    {
      url,
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify(message),
    },
    rules,
    signal,
  );

/** At most that many UTF-16 units, with a sign that something is missing; never half a character. */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  return `${text.slice(0, most - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
