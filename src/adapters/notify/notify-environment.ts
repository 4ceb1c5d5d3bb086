/** The settings of the channels as variables: their formats and defaults. */
import { z } from 'zod';
import { flag, wholeNumberIn } from '../../core/settings/environment.ts';
import { NoticeLanguage, type QuietHours, Severity } from '../../core/notices/channel.ts';
import { type Read, readHttpUrl } from './http-url.ts';
import { readSecrets } from './signing-secrets.ts';
import { readSmtpUrl } from './smtp-url.ts';

/** A text that a function reads. */
const readBy = <T>(read: (text: string) => Read<T>) =>
  z.string().transform((text, context): T => {
    const result = read(text.trim());
    if (result.kind === 'valid') return result.value;
    context.addIssue({ code: 'custom', message: result.expected });
    return z.NEVER;
  });

const httpUrl = readBy(readHttpUrl);
const severity = z
  .string()
  .trim()
  .toLowerCase()
  .pipe(z.enum(Severity.options, { error: 'expected info, warning or critical' }));
const language = z
  .string()
  .trim()
  .toLowerCase()
  .pipe(z.enum(NoticeLanguage.options, { error: 'expected en (English) or id (Indonesian)' }));
const quietHours = readBy((text): Read<QuietHours> => {
  const [, ...numbers] = /^([01]?\d|2[0-3]):([0-5]\d)\s?-\s?([01]?\d|2[0-3]):([0-5]\d)$/.exec(text) ?? [];
  const [fromHour = 0, fromMinute = 0, toHour = 0, toMinute = 0] = numbers.map(Number);
  const [from, to] = [fromHour * 60 + fromMinute, toHour * 60 + toMinute];
  const expected = 'expected two different times such as 22:00-06:00';
  return from === to ? { kind: 'wrong', expected } : { kind: 'valid', value: { from, to } };
});
const inARow = wholeNumberIn(1, 100).default(1);

const address = /^[^\s@<>(),;:"\\[\]]{1,64}@[\p{L}\p{N}.-]{1,253}$/u;
const oneAddress = z
  .string()
  .trim()
  .regex(address, { error: 'expected an e-mail address such as scheduler@example.com' });
const addresses = z
  .string()
  .transform((text) => text.split(',').map((each) => each.trim()))
  .refine((all) => all.length <= 50 && all.every((each) => address.test(each)), {
    error: 'expected 1 to 50 e-mail addresses such as hr@example.com, separated by commas',
  });

/** By what they belong to: a wrong one leaves off its own part only. */
export const notifyEnvironment = {
  common: z.object({
    NOTICE_LANGUAGE: language.default('en'),
  }),
  email: z.object({
    EMAIL_TO: addresses.optional(),
    EMAIL_FROM: oneAddress.optional(),
    EMAIL_ACS_ENDPOINT: httpUrl.optional(),
    EMAIL_CLIENT_ID: z
      .guid({ error: 'expected the client id of a user-assigned managed identity, a GUID' })
      .optional(),
    SMTP_URL: readBy(readSmtpUrl).optional(),
    EMAIL_LEAST_SEVERITY: severity.default('info'),
    EMAIL_LANGUAGE: language.optional(),
    EMAIL_QUIET_HOURS: quietHours.optional(),
    EMAIL_AFTER_FAILURES: inARow,
    EMAIL_AFTER_SUCCESSES: inARow,
  }),
  slack: z.object({
    SLACK_WEBHOOK_URL: httpUrl.optional(),
    SLACK_LEAST_SEVERITY: severity.default('info'),
    SLACK_LANGUAGE: language.optional(),
    SLACK_QUIET_HOURS: quietHours.optional(),
    SLACK_AFTER_FAILURES: inARow,
    SLACK_AFTER_SUCCESSES: inARow,
  }),
  teams: z.object({
    TEAMS_WEBHOOK_URL: httpUrl.optional(),
    TEAMS_LEAST_SEVERITY: severity.default('info'),
    TEAMS_LANGUAGE: language.optional(),
    TEAMS_QUIET_HOURS: quietHours.optional(),
    TEAMS_AFTER_FAILURES: inARow,
    TEAMS_AFTER_SUCCESSES: inARow,
  }),
  webhook: z.object({
    WEBHOOK_URL: httpUrl.optional(),
    WEBHOOK_SECRETS: readBy(readSecrets).optional(),
    WEBHOOK_LEAST_SEVERITY: severity.default('info'),
    WEBHOOK_LANGUAGE: language.optional(),
    WEBHOOK_QUIET_HOURS: quietHours.optional(),
    WEBHOOK_AFTER_FAILURES: inARow,
    WEBHOOK_AFTER_SUCCESSES: inARow,
  }),
  privateAddresses: z.object({
    WEBHOOK_PRIVATE_ADDRESSES: flag.default(false),
  }),
  ping: z.object({
    PING_URL: httpUrl.optional(),
  }),
};

type Parts = typeof notifyEnvironment;
type Of<Part extends keyof Parts> = z.output<Parts[Part]>;
export type NotifyValues = Of<'common'> &
  Of<'email'> &
  Of<'slack'> &
  Of<'teams'> &
  Of<'webhook'> &
  Of<'privateAddresses'> &
  Of<'ping'>;
