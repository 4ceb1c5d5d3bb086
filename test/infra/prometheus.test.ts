/** The rules and the metrics as Prometheus's own tool sees them; without it, only that they fit each other. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { writeMetrics } from '../../src/api/metrics/exposition.ts';
import {
  afterMinutes,
  configWith,
  heldLease,
  runningRun,
  settings,
  snapshotWith,
  start,
} from '../support/core-samples.ts';
import { familiesOf, octoberClosed, someMissing } from '../support/metric-samples.ts';
import { readOpenMetrics } from '../support/openmetrics-reader.ts';
import { promtool, whyWithout } from '../support/prometheus.ts';

const folder = fileURLToPath(new URL('../../infra/prometheus/', import.meta.url));
const rules = readFileSync(`${folder}rules.yml`, 'utf8');
const tests = readFileSync(`${folder}rules.test.yml`, 'utf8');

const missing = whyWithout('promtool');
if (missing !== undefined) console.log(`Not tested with Prometheus: ${missing}`);

/** Every metric has a value: paused while a run goes on, after a success, with ticks on record. */
const pause = { by: 'siti', reason: 'closing', since: start, until: afterMinutes(600) };
const active = runningRun();
const forgotten = { by: 'siti', reason: 'closing', since: start };
const everything = [configWith({ pause }), configWith({ pause: forgotten }), configWith()].map((config) => ({
  ...snapshotWith({
    config,
    state: { active, lastSuccessAt: start, ...someMissing, ...octoberClosed },
    lease: heldLease(active, start),
  }),
  ticks: { since: start, at: start, nextBy: start },
}));
const closing = { ...settings, cutOffDay: 24 };
const families = everything.flatMap((snapshot) => familiesOf(snapshot, afterMinutes(1), undefined, closing));

const alerts = [...rules.matchAll(/- alert: (\w+)/g)].map(([, name = '']) => name);

describe('the rules', () => {
  test('use metrics that the app has', () => {
    const known = new Set(
      readOpenMetrics(
        writeMetrics([...new Map(families.map((each) => [each.name, each])).values()], 'openmetrics'),
      ).flatMap(({ samples }) => samples.map(({ name }) => name)),
    );
    const used = new Set(rules.match(/\bspjamkerja_\w+/g));
    expect(used.size).toBeGreaterThan(8);
    expect([...used].filter((name) => !known.has(name))).toEqual([]);
  });

  test.each(alerts)('%s has a test in which it fires, and one in which it does not', (alert) => {
    expect(tests).toMatch(new RegExp(`alertname: ${alert}\\n +eval_time: \\w+\\n +exp_alerts:\\n`));
    expect(tests).toMatch(new RegExp(`alertname: ${alert}, eval_time: \\w+, exp_alerts: \\[\\]`));
  });

  test.skipIf(missing !== undefined)('pass their tests', () => {
    expect(promtool(['test', 'rules', `${folder}rules.test.yml`])).toMatchObject({ status: 0 });
  });

  test.skipIf(missing !== undefined)('and the example of a configuration are what Prometheus takes', () => {
    expect(promtool(['check', 'rules', `${folder}rules.yml`])).toMatchObject({ status: 0 });
    expect(promtool(['check', 'config', '--syntax-only', `${folder}prometheus.yml`])).toMatchObject({
      status: 0,
    });
  });
});

describe.skipIf(missing !== undefined)('the metrics', () => {
  test.each([...everything, { kind: 'empty' } as const])('pass promtool check metrics: %#', (snapshot) => {
    const text = writeMetrics(familiesOf(snapshot, afterMinutes(1), undefined, closing), 'prometheus');
    expect(promtool(['check', 'metrics'], text)).toEqual({ status: 0, output: '' });
  });

  test('with a gauge that is named like a counter would not', () => {
    const text = '# HELP a_total A.\n# TYPE a_total gauge\na_total 1\n';
    expect(promtool(['check', 'metrics'], text).status).not.toBe(0);
  });
});
