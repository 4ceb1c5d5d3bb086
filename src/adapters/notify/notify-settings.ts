/** Which channels there are and how they are reached, with the secrets: from the settings, and kept in this folder. */
import { createHash } from 'node:crypto';
import type { z } from 'zod';
import type { ChannelName, ChannelSetting } from '../../core/notices/channel.ts';
import { parseEnvironment } from '../../core/settings/environment.ts';
import { readOwnSite } from '../../core/settings/own-site.ts';
import type { Environment } from '../../core/settings/read-setting.ts';
import {
  areWrong,
  type SettingsPart,
  wrongIn,
  type WrongSettings,
} from '../../core/settings/wrong-settings.ts';
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

export interface ReadNotifySettings {
  readonly settings: NotifySettings;
  /** The channels among them are not in the settings. */
  readonly wrong: readonly WrongSettings[];
}

export function readNotifySettings(environment: Environment): ReadNotifySettings {
  const wrong: WrongSettings[] = [];
  const read = <S extends z.ZodObject>(part: SettingsPart, schema: S): z.output<S> => {
    const parsed = parseEnvironment(schema, environment);
    if (parsed.kind === 'valid') return parsed.settings;
    wrong.push({ part, problems: parsed.problems });
    return schema.parse({});
  };
  const { common, email, slack, teams, webhook, privateAddresses, ping } = notifyEnvironment;
  const values: NotifyValues = {
    ...read('notices', common),
    ...read('email', email),
    ...read('slack', slack),
    ...read('teams', teams),
    ...read('webhook', webhook),
    ...read('webhook', privateAddresses),
    ...read('ping', ping),
  };
  const rules = { loopback: readOwnSite(environment).local, private: values.WEBHOOK_PRIVATE_ADDRESSES };
  const byEmail = emailOf(values);
  wrong.push(...wrongIn('email', byEmail), ...webhookProblems(values), ...addressProblems(values, rules));
  const usable = <T>(part: SettingsPart, value: T): T | undefined =>
    areWrong(wrong, part) ? undefined : value;
  const { WEBHOOK_URL: url, WEBHOOK_SECRETS: secrets } = values;
  const settings = {
    email: usable('email', byEmail.kind === 'valid' ? byEmail.settings : undefined),
    slack: usable('slack', values.SLACK_WEBHOOK_URL),
    teams: usable('teams', values.TEAMS_WEBHOOK_URL),
    webhook: usable('webhook', url !== undefined && secrets !== undefined ? { url, secrets } : undefined),
    ping: usable('ping', values.PING_URL),
    rules,
  };
  return { settings: { ...settings, channels: channelsOf(values, settings) }, wrong: byPart(wrong) };
}

const byPart = (wrong: readonly WrongSettings[]): readonly WrongSettings[] =>
  [...Map.groupBy(wrong, ({ part }) => part)].map(([part, those]) => ({
    part,
    problems: those.flatMap(({ problems }) => problems),
  }));

const webhookProblems = ({
  WEBHOOK_URL: url,
  WEBHOOK_SECRETS: secrets,
}: NotifyValues): readonly WrongSettings[] =>
  url !== undefined && secrets === undefined
    ? [
        {
          part: 'webhook',
          problems: [
            'WEBHOOK_SECRETS is missing: expected the secret that signs what is sent to WEBHOOK_URL',
          ],
        },
      ]
    : [];

/** Names are judged when they are looked up, addresses at once. */
function addressProblems(values: NotifyValues, rules: AddressRules): readonly WrongSettings[] {
  const names = [
    ['slack', 'SLACK_WEBHOOK_URL'],
    ['teams', 'TEAMS_WEBHOOK_URL'],
    ['webhook', 'WEBHOOK_URL'],
    ['ping', 'PING_URL'],
    ['email', 'EMAIL_ACS_ENDPOINT'],
  ] as const;
  return names.flatMap(([part, name]) => {
    const problem = addressProblem(name, values[name], rules);
    return problem === undefined ? [] : [{ part, problems: [problem] }];
  });
}

function addressProblem(name: string, url: URL | undefined, rules: AddressRules): string | undefined {
  if (url === undefined) return undefined;
  if (isOwnMachine(url.hostname) && !rules.loopback) {
    return `${name} points to this machine (${shownHost(url)}): expected the address of a receiver`;
  }
  const forbidden = forbiddenLiteral(url.hostname, rules);
  return forbidden && `${name} points to ${shownHost(url)}, ${forbidden}`;
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
