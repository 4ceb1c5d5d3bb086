/**
 * Settings that are wrong without stopping the scheduler. The part that they belong to is left off, everything else
 * goes on, and people are told.
 */
import { z } from 'zod';
import { type ParsedSettings, parseEnvironment } from './environment.ts';
import { expectedToken, isMetricsToken } from './own-site.ts';
import type { Environment } from './read-setting.ts';
import { ChannelName } from '../notices/channel.ts';

/** `notices` is what they have in common. */
export const SettingsPart = z.enum([...ChannelName.options, 'ping', 'notices', 'metrics', 'pending']);
export type SettingsPart = z.infer<typeof SettingsPart>;

export interface WrongSettings {
  readonly part: SettingsPart;
  /** Each names a setting and what was expected, for people, and never shows a secret. */
  readonly problems: readonly string[];
}

export const areWrong = (wrong: readonly WrongSettings[], part: SettingsPart): boolean =>
  wrong.some((each) => each.part === part);

/** What it means that the settings of a part are wrong. */
export const consequenceOf: Readonly<Record<SettingsPart, string>> = {
  email: 'notices are not sent by e-mail',
  slack: 'notices are not sent to Slack',
  teams: 'notices are not sent to Microsoft Teams',
  webhook: 'notices are not sent to the webhook',
  ping: 'the ping URL gets no signs of life',
  notices: 'channels without a language of their own get English notices',
  metrics: 'nobody can read the metrics',
  pending: 'the database is not asked for late input',
};

const metricsEnvironment = z.object({
  METRICS_TOKEN: z.string().refine(isMetricsToken, { error: expectedToken }).optional(),
});

/** own-site.ts reads the token before the other settings; here it is only checked. */
export const checkMetricsToken = (environment: Environment): readonly WrongSettings[] =>
  wrongIn('metrics', parseEnvironment(metricsEnvironment, environment));

export const wrongIn = (part: SettingsPart, parsed: ParsedSettings<unknown>): readonly WrongSettings[] =>
  parsed.kind === 'valid' ? [] : [{ part, problems: parsed.problems }];
