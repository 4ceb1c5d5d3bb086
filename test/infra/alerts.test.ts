/** The alert rules as Azure Monitor evaluates them: what is found, how often, and how many messages one failure makes. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import { z } from 'zod';
import { routes } from '../../src/api/routes.ts';
import { ofType, only, type Variant, variants } from './support/variants.ts';

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

const minute = 1;
const minutesOf = (text: string): number => {
  const [, days = '0', hours = '0', minutes = '0'] =
    /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?$/.exec(text) ?? [];
  return Number(days) * 1440 + Number(hours) * 60 + Number(minutes);
};

const Rule = z.looseObject({
  enabled: z.literal(true),
  severity: z.int().min(0).max(2),
  evaluationFrequency: z.string(),
  windowSize: z.string(),
  autoMitigate: z.boolean(),
  criteria: z.object({
    allOf: z.tuple([
      z.looseObject({
        query: z.string(),
        timeAggregation: z.literal('Count'),
        dimensions: z.array(
          z.object({ name: z.string(), operator: z.literal('Include'), values: z.tuple([z.literal('*')]) }),
        ),
        failingPeriods: z.object({
          numberOfEvaluationPeriods: z.literal(1),
          minFailingPeriodsToAlert: z.literal(1),
        }),
      }),
    ]),
  }),
});

const rulesOf = (variant: Variant) =>
  ofType(variant, 'Microsoft.Insights/scheduledQueryRules').map(({ name, properties }) => {
    const parsed = Rule.parse(properties);
    const [{ query, dimensions }] = parsed.criteria.allOf;
    return {
      key: name.replace(/^alert-jamkerja-[a-z]+-/, ''),
      properties,
      query,
      splitBy: dimensions.map((each) => each.name),
      every: minutesOf(parsed.evaluationFrequency),
      window: minutesOf(parsed.windowSize),
      stateful: parsed.autoMitigate,
    };
  });
type RuleOf = ReturnType<typeof rulesOf>[number];

/** What tells one case from another. A state has one case: it is either so or not. */
const cases: Readonly<
  Record<string, { readonly kind: 'event' | 'state'; readonly splitBy: readonly string[] }>
> = {
  'run-failed': { kind: 'event', splitBy: ['runId'] },
  'no-success': { kind: 'state', splitBy: [] },
  'no-tick': { kind: 'state', splitBy: [] },
  'run-long': { kind: 'state', splitBy: ['runId'] },
  'server-errors': { kind: 'event', splitBy: ['code'] },
  'end-open-long': { kind: 'event', splitBy: ['runId'] },
  'lost-repeatedly': { kind: 'event', splitBy: ['runId'] },
  'row-damaged': { kind: 'event', splitBy: ['event'] },
};

interface Logged {
  readonly at: number;
  /** When a query can find it. */
  readonly arrives: number;
  readonly run: string;
}

/**
 * Messages that somebody gets within a day: the times at which an alert fires, with its dimensions. A stateful alert
 * fires once for each combination of dimensions until three evaluations in a row have not found it; a stateless one
 * fires each time. (learn.microsoft.com/azure/azure-monitor/alerts/alerts-overview, "Alerts and state".)
 */
function messages(rule: RuleOf, log: readonly Logged[]): readonly string[] {
  const fired = new Map<string, number>();
  const sent: string[] = [];
  for (let now = 0; now <= 1440; now += rule.every) {
    const found = log.filter(({ at, arrives }) => arrives <= now && at > now - rule.window && at <= now);
    const groups = new Set(found.map(({ run }) => (rule.splitBy.includes('runId') ? run : 'any')));
    for (const [group, missed] of fired) {
      if (groups.has(group)) fired.set(group, 0);
      else if (missed === 2) fired.delete(group);
      else fired.set(group, missed + 1);
    }
    for (const group of groups) {
      if (!rule.stateful || !fired.has(group)) sent.push(group);
      fired.set(group, 0);
    }
  }
  return sent;
}

describe.each(variants)('$name', (variant) => {
  const rules = rulesOf(variant);

  it('has every rule of the table above, and no other', () => {
    expect(rules.map(({ key }) => key).toSorted()).toEqual(Object.keys(cases).toSorted());
  });

  it('looks for events in the last hour, and tells them apart as said', () => {
    expect(Object.fromEntries(rules.map(({ key, splitBy }) => [key, splitBy]))).toEqual(
      Object.fromEntries(Object.entries(cases).map(([key, { splitBy }]) => [key, splitBy])),
    );
    const events = rules.filter(({ key }) => cases[key]?.kind === 'event');
    expect(events.filter(({ window }) => window !== 60 * minute)).toEqual([]);
  });

  // "Mute actions" is for stateless rules only, and resolveConfiguration excludes autoMitigate:
  // Azure/bicep-registry-modules, avm/res/insights/scheduled-query-rule/main.bicep (9f9ea1a1).
  it('combines only what the service permits', () => {
    const chosen = rules.map(({ properties, every, window, splitBy, stateful }) => ({
      stateful,
      excluded: Object.keys(properties).filter((name) => /muteActions|resolveConfiguration/.test(name)),
      every,
      windowFits: window <= 2 * 1440,
      dimensionsFit: splitBy.length <= 6,
    }));
    const permitted = { stateful: true, excluded: [], every: 5, windowFits: true, dimensionsFit: true };
    expect(chosen).toEqual(rules.map(() => permitted));
  });
});

const [anyVariant] = variants;
const rules = new Map(rulesOf(anyVariant!).map((rule) => [rule.key, rule]));
const ofRuns = [...rules.values()].filter(
  ({ key, splitBy }) => cases[key]?.kind === 'event' && splitBy.includes('runId'),
);

describe.each(ofRuns)('the alert $key', (rule) => {
  test.each([2, 20, 50])('tells one failure once, though it arrives %i minutes late', (late) => {
    expect(messages(rule, [{ at: 100, arrives: 100 + late, run: 'one' }])).toEqual(['one']);
  });

  test('tells one failure once that is logged again every 5 minutes', () => {
    const log = Array.from({ length: 24 }, (_, index) => 100 + 5 * index);
    expect(
      messages(
        rule,
        log.map((at) => ({ at, arrives: at + 3, run: 'one' })),
      ),
    ).toEqual(['one']);
  });

  test('tells two failures within minutes apart', () => {
    const log = ['one', 'two'].map((run, index) => ({ at: 100 + index, arrives: 103 + index, run }));
    expect(messages(rule, log)).toEqual(['one', 'two']);
  });
});

test('a stateless rule would tell one failure twelve times', () => {
  const rule = { ...rules.get('run-failed')!, stateful: false };
  expect(messages(rule, [{ at: 101, arrives: 102, run: 'one' }])).toHaveLength(12);
});

test('a window of 15 minutes would miss what arrives later', () => {
  const rule = { ...rules.get('run-failed')!, window: 15 };
  expect(messages(rule, [{ at: 100, arrives: 120, run: 'one' }])).toEqual([]);
});

const options = variants.find((each) => each.options)!;
const keyOf = (name: string): string => name.replace(/^alert-jamkerja-[a-z]+-/, '');
const activityAlertsOf = (variant: Variant) =>
  Object.fromEntries(
    ofType(variant, 'Microsoft.Insights/activityLogAlerts').map(({ name, properties }) => [
      keyOf(name),
      properties,
    ]),
  );
const condition = (...allOf: unknown[]) => ({ condition: { allOf: expect.arrayContaining(allOf) } });
const anyOf = (field: string, ...values: readonly string[]) => ({
  anyOf: values.map((equals) => ({ field, equals })),
});
const anywhere = /^\/subscriptions\/[0-9-]+$/;
const group = /\/resourceGroups\/rg-jamkerja-prod$/;
const database = /\/resourceGroups\/rg-attendance\/.*\/servers\/sql-attendance\/databases\/Attendance$/;
const matching = (patterns: readonly RegExp[]) => patterns.map((each) => expect.stringMatching(each));

/** As Service Health names them. */
const regions: Readonly<Record<string, string>> = {
  southeastasia: 'Southeast Asia',
  indonesiacentral: 'Indonesia Central',
};

describe.each(variants)('on Azure itself, $name', (variant) => {
  const alerts = activityAlertsOf(variant);

  it('tells issues, maintenance and advisories of its services in its region', () => {
    expect(alerts['service-health']).toMatchObject({
      scopes: matching([anywhere]),
      ...condition(
        { field: 'category', equals: 'ServiceHealth' },
        anyOf('properties.incidentType', 'Incident', 'Maintenance', 'ActionRequired', 'Security'),
        {
          field: 'properties.impactedServices[*].ImpactedRegions[*].RegionName',
          containsAny: [regions[only(variant, 'Microsoft.Web/sites').location ?? ''], 'Global'],
        },
        {
          field: 'properties.impactedServices[*].ServiceName',
          containsAny: expect.arrayContaining(['App Service', 'Azure Functions', 'SQL Database', 'Storage']),
        },
      ),
    });
  });

  it('tells that the app, its storage or its database is unwell, and nothing of the neighbours', () => {
    const scopes = matching(variant.sql === 'existing' ? [group, database] : [group]);
    expect(alerts['resource-health']).toMatchObject({
      scopes,
      ...condition(
        { field: 'category', equals: 'ResourceHealth' },
        { field: 'status', equals: 'Active' },
        anyOf('properties.currentHealthStatus', 'Degraded', 'Unavailable'),
      ),
    });
  });

  it('tells that Azure has disabled an alert whose query fails', () => {
    expect(alerts['alert-disabled']).toMatchObject({
      scopes: matching([group]),
      ...condition({
        field: 'operationName',
        equals: 'Microsoft.Insights/ScheduledQueryRules/disable/action',
      }),
    });
  });
});

const groupOf = (variant: Variant) => only(variant, 'Microsoft.Insights/actionGroups');

describe('the receivers', () => {
  const Receivers = z.object({
    emailReceivers: z.array(z.object({ name: z.string(), emailAddress: z.string() })),
    webhookReceivers: z.string(),
  });

  test.each(variants.filter((variant) => !variant.options))(
    'are ALERT_EMAIL alone by default, under the name that it has always had: $name',
    (variant) => {
      const { emailReceivers } = Receivers.parse(groupOf(variant).properties);
      expect(emailReceivers).toEqual([{ name: 'operators', emailAddress: 'operations@example.com' }]);
    },
  );

  test('are a list, each with a name of its own', () => {
    const { emailReceivers } = Receivers.parse(groupOf(options).properties);
    expect(emailReceivers.map(({ emailAddress }) => emailAddress)).toEqual([
      'operations@example.com',
      'payroll@example.com',
      'it@example.com',
    ]);
    expect(new Set(emailReceivers.map(({ name }) => name)).size).toBe(3);
  });

  test('work everywhere: a regional action group gets no Service Health alerts', () => {
    expect(read('infra/modules/monitoring.bicep')).toMatch(
      /actionGroups@[^{]*\{\s+name: [^\n]*\s+location: 'global'/,
    );
  });

  test('include a webhook whose address is in no snapshot and no output', () => {
    const { webhookReceivers } = Receivers.parse(groupOf(options).properties);
    expect(webhookReceivers).toContain("parameters('alertWebhook')");
    expect(options.text).not.toContain('alerts.example.com');
    for (const file of readdirSync(new URL('../../infra/modules', import.meta.url))
      .map((name) => `modules/${name}`)
      .concat('main.bicep')) {
      const text = read(`infra/${file}`);
      const declared = text.match(/^param alertWebhook\b/gm)?.length ?? 0;
      const secured =
        text.match(/^@secure\(\)\n@description\('[^\n]*'\)\nparam alertWebhook\b/gm)?.length ?? 0;
      expect([file, secured, text.match(/^output .*alertWebhook/m)]).toEqual([file, declared, null]);
    }
  });
});

describe('the availability test', () => {
  test('exists only where it is switched on', () => {
    const having = variants.filter((variant) => ofType(variant, 'Microsoft.Insights/webtests').length > 0);
    expect(having).toEqual([options]);
  });

  test('calls the health route from five places, and the alert waits for three of them', () => {
    expect(routes).toContainEqual(expect.objectContaining({ path: 'scheduler/health', access: 'public' }));
    const { id, kind, properties, tags } = only(options, 'Microsoft.Insights/webtests');
    const component = only(options, 'Microsoft.Insights/components').id;
    expect(kind).toBe('standard');
    expect(tags).toHaveProperty([`hidden-link:${component}`], 'Resource');
    expect(properties).toMatchObject({
      Enabled: true,
      Request: {
        RequestUrl: expect.stringContaining("'https://{0}/scheduler/health'"),
        HttpVerb: 'GET',
        FollowRedirects: false,
      },
      ValidationRules: { ExpectedHttpStatusCode: 200 },
    });
    expect(properties['Locations']).toHaveLength(5);
    expect(only(options, 'Microsoft.Insights/metricAlerts').properties).toMatchObject({
      scopes: [id, component],
      criteria: { webTestId: id, componentId: component, failedLocationCount: 3 },
    });
  });
});

test('docs/operation.md explains every alert', () => {
  const alerts = options.resources.filter(({ type }) =>
    /\/(scheduledQueryRules|metricAlerts|activityLogAlerts)$/.test(type),
  );
  const explained = read('docs/operation.md');
  expect(alerts.length).toBe(12);
  expect(
    alerts.map(({ name }) => keyOf(name)).filter((key) => !explained.includes(`\n| \`${key}\` `)),
  ).toEqual([]);
});

/** learn.microsoft.com/azure/azure-monitor/alerts/alerts-create-log-alert-rule, "limitations for log search alert rule queries". */
const unsupported: Readonly<Record<string, RegExp>> = {
  'ago() of anything but a literal': /\bago\((?!\d+(?:\.\d+)?[a-z]+\))/,
  'a function that alerts do not know': /\b(?:bag_unpack|pivot|narrow)\b/,
  'a reserved word': /\bAggregatedValue\b/,
  'a time before the window': /\bago\((?:[3-9]|\d{2,})d\)/,
};

describe.each([...rules.values()])('the query of $key', ({ query, properties, splitBy }) => {
  const code = query.replaceAll(/^\s*\/\/.*$/gm, '');

  test.each(Object.entries(unsupported))('has no %s', (_, pattern) => {
    expect(pattern.exec(code)?.[0]).toBeUndefined();
  });

  test('returns the columns by which the rule tells cases apart, as texts', () => {
    const returned = code.slice(code.lastIndexOf('| project'));
    const madeTexts = new Set(['event', 'runId']);
    expect(splitBy.filter((column) => !new RegExp(String.raw`\b${column}\b`).test(returned))).toEqual([]);
    expect(
      splitBy.filter((column) => !madeTexts.has(column) && !returned.includes(`${column} = tostring(`)),
    ).toEqual([]);
  });

  test('stays within 64 KB with the other properties of its rule', () => {
    expect(JSON.stringify(properties).length).toBeLessThan(64_000);
  });
});
