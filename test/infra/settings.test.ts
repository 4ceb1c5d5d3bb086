import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readNotifySettings } from '../../src/adapters/notify/notify-settings.ts';
import { parseSqlSettings } from '../../src/adapters/sql-server/sql-settings.ts';
import { largestBody, largestCalendarBody, largestDocumentBody } from '../../src/api/error-codes.ts';
import { requests } from '../../src/api/schemas/requests.ts';
import { parseTableSettings } from '../../src/adapters/table-storage/table-settings.ts';
import { parseFunctionTimeout } from '../../src/core/settings/function-timeout.ts';
import { parseSettings } from '../../src/core/settings/scheduler-settings.ts';
import { checkMetricsToken } from '../../src/core/settings/wrong-settings.ts';
import { type Variant, deployedSettingsOf, settingsOf, variants } from './support/variants.ts';

const root = new URL('../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');

/** Written for the platform, which reads them; the app does not. */
const platformReads: Readonly<Record<string, string>> = {
  APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'the host sends telemetry by identity',
  APPLICATIONINSIGHTS_CONNECTION_STRING: 'the host sends telemetry there',
  AzureWebJobsDisableHomepage: 'the host has a page of its own for whoever asks',
  AzureWebJobsStorage__credential: 'the host signs in to its storage by identity',
  FUNCTIONS_EXTENSION_VERSION: 'dedicated: version of the host',
  FUNCTIONS_REQUEST_BODY_SIZE_LIMIT: 'the host buffers bodies of up to this size for anybody',
  FUNCTIONS_WORKER_RUNTIME: 'dedicated and local: language of the worker',
  OVERRIDE_USE_MI_FIC_ASSERTION_CLIENTID: 'App Service Authentication signs in by identity',
  WEBSITE_AUTH_AAD_ALLOWED_TENANTS: 'App Service Authentication admits this tenant only',
  WEBSITE_RUN_FROM_PACKAGE: 'dedicated: the package is run as it was uploaded',
};

/** Read by the app, written by the platform. */
const platformWrites: Readonly<Record<string, string>> = {
  AZURE_FUNCTIONS_ENVIRONMENT: 'Core Tools and the local host say that this is somebody’s own machine',
  AzureFunctionsJobHost__functionTimeout: 'overrides host.json, for emergencies; belongs to the host',
  FUNCTIONS_KEYS_CHECKED: 'the local host says whether it asks for keys',
  WEBSITE_AUTH_ENABLED: 'says that App Service Authentication is on',
  WEBSITE_CORS_ALLOWED_ORIGINS: 'lists the origins for which it answers preflight requests',
  WEBSITE_HOSTNAME: 'names the app on the web',
  WEBSITE_INSTANCE_ID: 'names the machine',
  WEBSITE_SITE_NAME: 'is there on Azure only, where the front end forwards addresses',
};

/** Read by the app, on purpose not to be had from the templates. */
const keptOut: Readonly<Record<string, string>> = {
  AzureWebJobsStorage: 'holds a key; the storage account takes none',
  AzureWebJobsStorage__tableServiceUri: 'accountName says it already, and only one of the two may be set',
  SQL_CONNECTION_STRING: 'could hold a password; the single settings do not',
  SQL_LANGUAGE: 'belongs to the login, which ALTER LOGIN changes',
};

const source = readdirSync(new URL('src', root), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => read(`src/${name}`))
  .join('\n');
const settingName = String.raw`[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+|BACKFILL|AzureWebJobs\w+|AzureFunctionsJobHost__\w+`;
const matches = (text: string, pattern: string): ReadonlySet<string> =>
  new Set([...text.matchAll(new RegExp(pattern, 'gm'))].map(([, name]) => name ?? ''));

/** The keys of the settings' schemas and what is read from the environment by name. */
const readByApp = matches(source, `^ {2,4}(${settingName}):`).union(
  matches(source, `(?:\\[|[(][\\w.]+, )'(${settingName})'[\\])]`),
);
const writtenByTemplates = new Set(variants.flatMap((variant) => Object.keys(settingsOf(variant))));
const offeredByTemplates = matches(read('infra/modules/scheduler-settings.bicep'), '^ {2}(\\w+): ');
const offeredInVault = matches(read('infra/modules/vault-settings.bicep'), '^ {2}(\\w+): string\\?$');
const { Values: inExampleValues }: { readonly Values: Readonly<Record<string, string>> } = JSON.parse(
  read('local.settings.json.example'),
);
const inExample = matches(read('local.settings.json.example'), '^ {4}"(\\w+)":');
const documented = matches(
  read('docs/settings.md')
    .match(/^\| `.*?\|/gm)
    ?.join('\n') ?? '',
  '`(\\w+)`',
);
const names = (record: Readonly<Record<string, string>>): ReadonlySet<string> => new Set(Object.keys(record));
const none = new Set<string>();

describe('the names of settings', () => {
  test('are found in the code, the templates, the example and docs/settings.md', () => {
    expect(readByApp).toContain('SQL_SERVER');
    expect(readByApp).toContain('TICK_SCHEDULE');
    expect(readByApp).toContain('AzureWebJobsStorage__clientId');
    for (const found of [readByApp, writtenByTemplates, offeredByTemplates, inExample, documented]) {
      expect(found.size).toBeGreaterThan(10);
    }
  });

  test('that a template writes or offers are read by the app or belong to the platform', () => {
    const written = writtenByTemplates.union(offeredByTemplates).union(offeredInVault);
    expect(written.difference(readByApp).difference(names(platformReads))).toEqual(none);
  });

  test('that the app reads are written or offered by the templates, or kept out for a reason', () => {
    const reasoned = names(platformWrites).union(names(keptOut));
    const offered = offeredByTemplates.union(offeredInVault);
    expect(readByApp.difference(writtenByTemplates).difference(offered)).toEqual(reasoned);
  });

  test('are written either by main.bicep or by its user, never by both', () => {
    // With NOTICE_EMAIL, which the templates refuse beside them.
    const oneOrTheOther = new Set(
      [...writtenByTemplates].filter((name) => /^EMAIL_(ACS_ENDPOINT|CLIENT_ID|FROM|TO)$/.test(name)),
    );
    expect(writtenByTemplates.intersection(offeredByTemplates)).toEqual(oneOrTheOther);
    const refused = /^var emailSettings = \[(.*)\]$/m.exec(read('infra/modules/given-values.bicep'))?.[1];
    for (const name of oneOrTheOther) expect(refused).toContain(`'${name}'`);
    expect(offeredInVault.intersection(offeredByTemplates)).toEqual(none);
  });

  test('that the example has are read by the app or belong to the platform', () => {
    expect(inExample.difference(readByApp).difference(names(platformReads))).toEqual(none);
  });

  test('that docs/settings.md lists are exactly those that the app reads', () => {
    expect(documented).toEqual(readByApp.difference(names(platformWrites)));
  });

  test('that are on a list of exceptions are in use', () => {
    expect(names(platformReads).difference(writtenByTemplates.union(inExample))).toEqual(none);
    expect(names(platformWrites).union(names(keptOut)).difference(readByApp)).toEqual(none);
  });
});

const accepted = (environment: Readonly<Record<string, string>>) => {
  const timeout = parseFunctionTimeout(read('host.json'), {});
  if (timeout.kind === 'invalid') throw new Error(timeout.problems.join('\n'));
  const settings = parseSettings(environment, timeout.settings.limit);
  return {
    timeout: timeout.settings.limit ?? Infinity,
    runTimeout: settings.kind === 'valid' ? settings.settings.runTimeout : undefined,
    problems: [
      ...[settings, parseTableSettings(environment), parseSqlSettings(environment)].flatMap((each) =>
        each.kind === 'invalid' ? each.problems : [],
      ),
      ...[...readNotifySettings(environment).wrong, ...checkMetricsToken(environment)].flatMap(
        ({ problems }) => problems,
      ),
    ],
  };
};

test('the largest body that a command can need is far below what the app takes, and that below what the host takes', () => {
  const largest = {
    // Every character written as an escape.
    reason: '\u{1F4A4}'.repeat(500),
    until: '2099-12-31T23:59:59.999999+07:00',
    cancel: false,
    run_id: '01M83TWC6WTENC80CQS4R1FZWR',
    awal: '2026-01-01',
    akhir: '2026-01-31',
    hours: 23.999999,
    after: 'finish',
    channel: 'webhook',
    through: '2026-01-31',
    confirm: false,
    from: '2026-01-01',
    dates: 'missing',
    text: '🚀'.repeat(500),
  };
  const hostLimit = Number(inExampleValues['FUNCTIONS_REQUEST_BODY_SIZE_LIMIT']);
  // A schedule document may be as large as the host permits.
  const { SetScheduleRequest: _, ...others } = requests;
  const dates = Array.from({ length: 400 }, () => ({ date: '2026-01-31', rows: 1_000_000_000 }));
  for (const [request, schema] of Object.entries(others)) {
    const listsDates = request === 'TellPendingRequest';
    const values = listsDates ? { ...largest, dates } : largest;
    const fields = Object.entries(values).filter(([name]) => name in schema.shape);
    expect(fields.map(([name]) => name).toSorted()).toEqual(Object.keys(schema.shape).toSorted());
    const body = Object.fromEntries(fields);
    expect(schema.safeParse(body).success).toBe(true);
    const escaped = JSON.stringify(body, undefined, 2).replaceAll(/[^ -~\n]/gu, (each) =>
      [...Array(each.length).keys()].map((at) => `\\u${each.charCodeAt(at).toString(16)}`).join(''),
    );
    expect(escaped.length).toBeLessThan(listsDates ? largestDocumentBody : largestBody / 2);
  }
  expect(largestBody).toBeLessThanOrEqual(hostLimit / 4);
  expect(largestDocumentBody).toBeLessThanOrEqual(hostLimit / 4);
  expect(largestCalendarBody).toBeLessThan(hostLimit);
});

/** What Communication Services is called is known once it exists. */
const deployedEmail = {
  EMAIL_ACS_ENDPOINT: 'https://acs-jamkerja-prod.asiapacific.communication.azure.com',
  EMAIL_CLIENT_ID: '22222222-2222-2222-2222-222222222222',
  EMAIL_FROM: 'DoNotReply@01234567-89ab-cdef-0123-456789abcdef.azurecomm.net',
};

/** As the app finds them once Azure has put the secrets in the place of their references. */
const resolvedSettingsOf = (variant: Variant): Readonly<Record<string, string>> => {
  const settings = deployedSettingsOf(variant);
  const secrets = {
    SQL_PASSWORD: "p'a ss=w;ord",
    METRICS_TOKEN: '0123456789abcdef0123456789abcdef',
    SLACK_WEBHOOK_URL: 'https://hooks.slack.com/services/T0/B0/x',
    TEAMS_WEBHOOK_URL: 'https://prod-1.westus.logic.azure.com/workflows/x?sig=x',
  };
  const stored = Object.entries(secrets).filter(([name]) =>
    settings[name]?.startsWith('@Microsoft.KeyVault('),
  );
  return {
    ...settings,
    ...Object.fromEntries(stored),
    ...('EMAIL_TO' in settings ? deployedEmail : {}),
  };
};

describe('the app accepts', () => {
  test.each(variants)('the settings of $name, with a function timeout above the run timeout', (variant) => {
    const { timeout, runTimeout, problems } = accepted(resolvedSettingsOf(variant));
    expect(problems).toEqual([]);
    expect(timeout).toBeGreaterThan(runTimeout ?? Infinity);
  });

  test('the example of local.settings.json', () => {
    expect(accepted(inExampleValues).problems).toEqual([]);
  });
});
