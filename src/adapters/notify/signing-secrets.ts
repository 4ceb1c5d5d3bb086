/** What signs webhooks, by the Standard Webhooks specification: one secret, or two while one replaces the other. */
import { createHmac } from 'node:crypto';
import type { Read } from './http-url.ts';

export function readSecrets(text: string): Read<readonly Buffer[]> {
  const secrets = text.split(/[\s,]+/).map(secretOf);
  const known = secrets.filter((each) => each !== undefined);
  if (known.length === secrets.length && known.length <= 2) return { kind: 'valid', value: known };
  return {
    kind: 'wrong',
    expected:
      'expected one secret, or two separated by a comma: each whsec_ and, right behind it, 24 to 64 random bytes in base64, such as openssl rand -base64 32 prints',
  };
}

function secretOf(text: string): Buffer | undefined {
  const [, encoded = ''] = /^whsec_([A-Za-z\d+/]{32,86}={0,2})$/.exec(text) ?? [];
  const bytes = Buffer.from(encoded, 'base64');
  return bytes.length >= 24 && bytes.length <= 64 ? bytes : undefined;
}

/** Of the id, the second and the body: a signature by each secret, so that receivers may know either. */
export const signaturesBy = (
  secrets: readonly Buffer[],
  id: string,
  timestamp: string,
  body: string,
): string =>
  secrets
    .map((each) => createHmac('sha256', each).update(`${id}.${timestamp}.${body}`).digest('base64'))
    .map((signature) => `v1,${signature}`)
    .join(' ');
