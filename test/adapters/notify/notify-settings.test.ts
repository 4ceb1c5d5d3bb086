/** The settings of the channels: what is accepted, how each problem is named, and that no secret is shown. */
import { describe, expect, test } from 'vitest';
import { createNotifier } from '../../../src/adapters/notify/notifier.ts';
import { readNotifySettings } from '../../../src/adapters/notify/notify-settings.ts';
import { systemClock } from '../../../src/adapters/system/clock.ts';
import { development, never, outgoing } from './support/outgoing.ts';

type Environment = Readonly<Record<string, string>>;

const signing = `whsec_${Buffer.alloc(32, 1).toString('base64')}`;
const whole: Environment = {
  NOTICE_LANGUAGE: 'id',
  EMAIL_TO: 'hr@example.com, it@example.com',
  EMAIL_FROM: 'scheduler@example.com',
  SMTP_URL: 'smtp://app:p%40s3cret@mail.example.com',
  EMAIL_LEAST_SEVERITY: 'critical',
  EMAIL_QUIET_HOURS: '22:00-06:00',
  SLACK_WEBHOOK_URL: 'https://hooks.slack.com/services/T0/B0/s3cret',
  SLACK_LANGUAGE: 'en',
  SLACK_AFTER_FAILURES: '3',
  SLACK_AFTER_SUCCESSES: '2',
  TEAMS_WEBHOOK_URL:
    'https://prod-1.westus.logic.azure.com:443/workflows/1/triggers/manual/paths/invoke?sp=a&sig=s3cret',
  WEBHOOK_URL: 'https://example.com/hook/s3cret',
  WEBHOOK_SECRETS: signing,
  PING_URL: 'https://hc-ping.com/s3cret',
};

const valid = (environment: Environment) => {
  expect(problems(environment)).toEqual([]);
  return readNotifySettings(environment).settings;
};
const problems = (environment: Environment): readonly string[] =>
  readNotifySettings(environment).wrong.flatMap((each) => each.problems);

const hashes = (environment: Environment) =>
  valid(environment).channels.map((each) => [each.name, each.addressHash] as const);

test('without any, there is no channel and no ping', () => {
  const notifier = createNotifier(valid({}), 'job', systemClock);
  expect([notifier.channels, notifier.pings]).toEqual([[], false]);
});

test('each channel has its own severity, language, quiet hours and numbers; the language falls back to NOTICE_LANGUAGE', () => {
  const { channels, email, ping } = valid(whole);
  const common = { addressHash: expect.stringMatching(/^[\da-f]{16}$/), quietHours: undefined };
  const once = { afterFailures: 1, afterSuccesses: 1, leastSeverity: 'info', language: 'id' };
  expect(channels).toEqual([
    {
      ...common,
      ...once,
      name: 'email',
      via: 'SMTP mail.example.com:587',
      leastSeverity: 'critical',
      quietHours: { from: 1_320, to: 360 },
    },
    {
      ...common,
      ...once,
      name: 'slack',
      via: 'hooks.slack.com',
      language: 'en',
      afterFailures: 3,
      afterSuccesses: 2,
    },
    { ...common, ...once, name: 'teams', via: 'prod-1.westus.logic.azure.com' },
    { ...common, ...once, name: 'webhook', via: 'example.com' },
  ]);
  expect(email).toMatchObject({
    to: ['hr@example.com', 'it@example.com'],
    route: {
      server: {
        host: 'mail.example.com',
        port: 587,
        secure: false,
        login: { user: 'app', password: 'p@s3cret' },
      },
    },
  });
  expect(ping?.href).toBe('https://hc-ping.com/s3cret');
});

test('what others see of a channel holds nothing of its address but the host', () => {
  expect(JSON.stringify(createNotifier(valid(whole), 'job', systemClock).channels)).not.toMatch(
    /s3cret|services|sig=/,
  );
});

test.each([
  ['SLACK_WEBHOOK_URL', 'https://hooks.slack.com/services/T0/B0/other', 'slack'],
  ['WEBHOOK_SECRETS', `whsec_${Buffer.alloc(32, 2).toString('base64')}`, 'webhook'],
  ['SMTP_URL', 'smtp://app:other@mail.example.com', 'email'],
])('another %s changes the hash of its channel, and of no other', (name, value, channel) => {
  const before = new Map(hashes(whole));
  const changed = hashes({ ...whole, [name]: value }).filter(([each, hash]) => before.get(each) !== hash);
  expect(changed.map(([each]) => each)).toEqual([channel]);
});

describe('a wrong setting is named with what was expected, and without its secret', () => {
  test.each<[string, Environment, string]>([
    [
      'an address without a scheme',
      { SLACK_WEBHOOK_URL: 'hooks.slack.com/s3cret' },
      'SLACK_WEBHOOK_URL has a wrong value (not shown): expected an address that begins with https://',
    ],
    [
      'an address without encryption',
      { TEAMS_WEBHOOK_URL: 'http://prod-1.westus.logic.azure.com/s3cret?sig=s3cret' },
      'TEAMS_WEBHOOK_URL has a wrong value (not shown): expected https, but it begins with http://prod-1.westus.logic.azure.com',
    ],
    [
      'a password behind a scheme',
      { PING_URL: 'http://s3cret' },
      'PING_URL has a wrong value (not shown): expected https, but it begins with http://…',
    ],
    [
      'an address with a user',
      { WEBHOOK_URL: 'https://user:s3cret@example.com', WEBHOOK_SECRETS: signing },
      'WEBHOOK_URL has a wrong value (not shown): expected an address without user and password',
    ],
    [
      'this machine, where the app is deployed',
      { PING_URL: 'http://127.0.0.1:8000/s3cret' },
      'PING_URL points to this machine (127.0.0.1:8000): expected the address of a receiver',
    ],
    [
      'the metadata of the machine',
      { WEBHOOK_URL: 'https://169.254.169.254/s3cret', WEBHOOK_SECRETS: signing },
      'WEBHOOK_URL points to 169.254.169.254, a link-local or reserved address, which is never used',
    ],
    [
      'a private address',
      { PING_URL: 'https://10.0.0.5/s3cret' },
      'PING_URL points to 10.0.0.5, a private address: expected a public one, or WEBHOOK_PRIVATE_ADDRESSES=true',
    ],
    [
      'a webhook without a secret',
      { WEBHOOK_URL: 'https://example.com/s3cret' },
      'WEBHOOK_SECRETS is missing: expected the secret that signs what is sent to WEBHOOK_URL',
    ],
    [
      'a secret of another kind',
      { WEBHOOK_SECRETS: 's3cret' },
      'WEBHOOK_SECRETS has a wrong value (not shown): expected one secret',
    ],
    [
      'three secrets',
      { WEBHOOK_SECRETS: `${signing},${signing},${signing}` },
      'WEBHOOK_SECRETS has a wrong value (not shown): expected one secret',
    ],
    [
      'too short a secret',
      { WEBHOOK_SECRETS: 'whsec_c2hvcnQ=' },
      'WEBHOOK_SECRETS has a wrong value (not shown): expected one secret',
    ],
    [
      'an SMTP server without a scheme',
      { ...whole, SMTP_URL: 'app:s3cret@mail.example.com' },
      'SMTP_URL has a wrong value (not shown): expected an address such as smtp://user:password@mail.example.com:587',
    ],
    [
      'an SMTP user without a password',
      { ...whole, SMTP_URL: 'smtp://s3cret@mail.example.com' },
      'expected both a user and a password, or neither',
    ],
    [
      'options of an SMTP server',
      { ...whole, SMTP_URL: 'smtp://mail.example.com?tls=s3cret' },
      'nothing may follow the port',
    ],
    [
      'e-mail without a way',
      { EMAIL_TO: 'hr@example.com', EMAIL_FROM: 'a@example.com' },
      'EMAIL_ACS_ENDPOINT and SMTP_URL are missing: expected one of the two, because EMAIL_TO is set',
    ],
    [
      'e-mail by two ways',
      { ...whole, EMAIL_ACS_ENDPOINT: 'https://mail.communication.azure.com' },
      'EMAIL_ACS_ENDPOINT and SMTP_URL are both set: expected only one of the two',
    ],
    [
      'e-mail without a receiver',
      { SMTP_URL: 'smtp://a:s3cret@mail.example.com', EMAIL_FROM: 'a@example.com' },
      'EMAIL_TO is missing: expected the addresses that get the e-mails, because EMAIL_FROM and SMTP_URL are set',
    ],
    [
      'a connection string of Communication Services',
      { ...whole, EMAIL_ACS_ENDPOINT: 'endpoint=https://mail.communication.azure.com/;accesskey=s3cret' },
      'EMAIL_ACS_ENDPOINT has a wrong value (not shown): expected an address that begins with https://',
    ],
    [
      'something that is no address',
      { EMAIL_TO: 'hr' },
      'EMAIL_TO is "hr": expected 1 to 50 e-mail addresses',
    ],
    [
      'an unknown severity',
      { EMAIL_LEAST_SEVERITY: 'urgent' },
      'EMAIL_LEAST_SEVERITY has a wrong value (not shown): expected info, warning or critical',
    ],
    [
      'an unknown language',
      { SLACK_LANGUAGE: 'de' },
      'SLACK_LANGUAGE is "de": expected en (English) or id (Indonesian)',
    ],
    [
      'hours that do not exist',
      { EMAIL_QUIET_HOURS: '22:00-25:00' },
      'expected two different times such as 22:00-06:00',
    ],
    [
      'hours that are empty',
      { EMAIL_QUIET_HOURS: '06:00-06:00' },
      'expected two different times such as 22:00-06:00',
    ],
    [
      'no number in a row',
      { TEAMS_AFTER_FAILURES: '0' },
      'TEAMS_AFTER_FAILURES is "0": expected a whole number from 1 to 100',
    ],
    [
      'an unresolved reference',
      { SLACK_WEBHOOK_URL: '@Microsoft.KeyVault(SecretUri=https://v.vault.azure.net/secrets/s3cret)' },
      'SLACK_WEBHOOK_URL is a Key Vault or App Configuration reference that was not resolved',
    ],
  ])('%s', (_, environment, expected) => {
    const found = problems(environment);
    expect(found).toEqual([expect.stringContaining(expected)]);
    expect(found.join()).not.toContain('s3cret');
  });
});

test('a receiver on this machine is permitted in development, and a private one where the setting says so', () => {
  expect(problems({ ...development, PING_URL: 'http://127.0.0.1:8000/x' })).toEqual([]);
  expect(problems({ WEBHOOK_PRIVATE_ADDRESSES: 'true', PING_URL: 'https://10.0.0.5/x' })).toEqual([]);
  const link = { ...development, WEBHOOK_PRIVATE_ADDRESSES: 'true', PING_URL: 'https://169.254.1.1/x' };
  expect(problems(link)).toEqual([expect.stringContaining('link-local')]);
});

test.each([
  ['email', { SMTP_URL: 's3cret' }],
  ['email', { EMAIL_TO: '' }],
  ['slack', { SLACK_WEBHOOK_URL: 'hooks.slack.com' }],
  ['slack', { SLACK_QUIET_HOURS: 'nights' }],
  ['teams', { TEAMS_WEBHOOK_URL: '@Microsoft.KeyVault(SecretUri=https://v.vault.azure.net/secrets/s)' }],
  ['webhook', { WEBHOOK_SECRETS: '' }],
  ['webhook', { WEBHOOK_URL: 'https://10.0.0.5/x' }],
  ['webhook', { WEBHOOK_PRIVATE_ADDRESSES: 'yes' }],
  ['ping', { PING_URL: 'http://example.com' }],
])('wrong settings leave off %s and nothing else: %j', (part, wrong) => {
  const { settings, wrong: found } = readNotifySettings({ ...whole, ...wrong });
  expect(found.map((each) => each.part)).toEqual([part]);
  const { channels, pings } = createNotifier(settings, 'job', systemClock);
  const all = ['email', 'slack', 'teams', 'webhook', 'ping'];
  expect([...channels.map(({ name }) => name), ...(pings ? ['ping'] : [])]).toEqual(
    all.filter((each) => each !== part),
  );
});

test('what is sent to a channel that is left off is refused, as to one that is not there', async () => {
  const { settings } = readNotifySettings({ ...whole, SLACK_LANGUAGE: 'de' });
  const { send } = createNotifier(settings, 'job', systemClock);
  expect(await send(outgoing('slack'), never)).toMatchObject({ kind: 'refused' });
});

test('a wrong language of all notices leaves no channel off: they are in English', () => {
  const { settings, wrong } = readNotifySettings({ ...whole, NOTICE_LANGUAGE: 'de' });
  expect(wrong).toEqual([
    { part: 'notices', problems: ['NOTICE_LANGUAGE is "de": expected en (English) or id (Indonesian)'] },
  ]);
  expect(settings.channels.map(({ language }) => language)).toEqual(['en', 'en', 'en', 'en']);
});

test('a wrong permission for private addresses permits none', () => {
  const { settings } = readNotifySettings({ ...whole, WEBHOOK_PRIVATE_ADDRESSES: '1' });
  expect(settings.rules.private).toBe(false);
});
