/** Which channels there are and how they are reached, with the secrets: from the settings, and kept in this folder. */
import { createHash } from 'node:crypto';
import type { ChannelName, ChannelSetting } from '../../core/notices/channel.ts';
import { type ParsedSettings, parseEnvironment } from '../../core/settings/environment.ts';
import { readOwnSite } from '../../core/settings/own-site.ts';
import type { Environment } from '../../core/settings/read-setting.ts';
import { type AddressRules, forbiddenLiteral } from './address-rules.ts';
import { emailOf, type EmailSettings, viaOf } from './email-settings.ts';
import { isOwnMachine, shownHost } from './http-url.ts';
import { notifyEnvironment, type NotifyValues } from './notify-environment.ts';

export interface NotifySettings {
  readonly channels: readonly ChannelSetting[];
  readonly email?: EmailSettings | undefined;
  readonly slack?: URL | undefined;
  readonly teams?: URL | undefined;
  readonly webhook?: { readonly url: URL; readonly secrets: readonly Buffer[] } | undefined;
  readonly ping?: URL | undefined;
  readonly rules: AddressRules;
}

export function parseNotifySettings(environment: Environment): ParsedSettings<NotifySettings> {
  const parsed = parseEnvironment(notifyEnvironment, environment);
  if (parsed.kind === 'invalid') return parsed;
  const values = parsed.settings;
  const rules = { loopback: readOwnSite(environment).local, private: values.WEBHOOK_PRIVATE_ADDRESSES };
  const email = emailOf(values);
  const problems = [
    ...(email.kind === 'invalid' ? email.problems : []),
    ...webhookProblems(values),
    ...addressProblems(values, rules),
  ];
  if (email.kind === 'invalid' || problems.length > 0) return { kind: 'invalid', problems };
  const { WEBHOOK_URL: url, WEBHOOK_SECRETS: secrets } = values;
  const settings = {
    email: email.settings,
    slack: values.SLACK_WEBHOOK_URL,
    teams: values.TEAMS_WEBHOOK_URL,
    webhook: url !== undefined && secrets !== undefined ? { url, secrets } : undefined,
    ping: values.PING_URL,
    rules,
  };
  return { kind: 'valid', settings: { ...settings, channels: channelsOf(values, settings) } };
}

const webhookProblems = ({ WEBHOOK_URL: url, WEBHOOK_SECRETS: secrets }: NotifyValues): readonly string[] =>
  url !== undefined && secrets === undefined
    ? ['WEBHOOK_SECRETS is missing: expected the secret that signs what is sent to WEBHOOK_URL']
    : [];

/** Names are judged when they are looked up, addresses at once. */
function addressProblems(values: NotifyValues, rules: AddressRules): readonly string[] {
  const names = [
    'SLACK_WEBHOOK_URL',
    'TEAMS_WEBHOOK_URL',
    'WEBHOOK_URL',
    'PING_URL',
    'EMAIL_ACS_ENDPOINT',
  ] as const;
  return names.flatMap((name) => {
    const url = values[name];
    if (url === undefined) return [];
    if (isOwnMachine(url.hostname) && !rules.loopback) {
      return [`${name} points to this machine (${shownHost(url)}): expected the address of a receiver`];
    }
    const forbidden = forbiddenLiteral(url.hostname, rules);
    return forbidden === undefined ? [] : [`${name} points to ${shownHost(url)}, ${forbidden}`];
  });
}

type Addresses = Omit<NotifySettings, 'channels' | 'rules'>;

function channelsOf(values: NotifyValues, addresses: Addresses): readonly ChannelSetting[] {
  const { email, slack, teams, webhook } = addresses;
  const setting = (name: ChannelName, via: string, address: unknown): ChannelSetting => {
    const prefix = name.toUpperCase() as Uppercase<ChannelName>;
    return {
      name,
      via,
      addressHash: createHash('sha256').update(JSON.stringify(address)).digest('hex').slice(0, 16),
      leastSeverity: values[`${prefix}_LEAST_SEVERITY`],
      language: values[`${prefix}_LANGUAGE`] ?? values.NOTICE_LANGUAGE,
      quietHours: values[`${prefix}_QUIET_HOURS`],
      afterFailures: values[`${prefix}_AFTER_FAILURES`],
      afterSuccesses: values[`${prefix}_AFTER_SUCCESSES`],
    };
  };
  return [
    ...(email === undefined ? [] : [setting('email', viaOf(email.route), email)]),
    ...(slack === undefined ? [] : [setting('slack', shownHost(slack), slack)]),
    ...(teams === undefined ? [] : [setting('teams', shownHost(teams), teams)]),
    ...(webhook === undefined ? [] : [setting('webhook', shownHost(webhook.url), webhook)]),
  ];
}
