/** The dashboards of Grafana: as the command writes them, and with metrics and queries that exist. */
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { dashboardFiles } from '../../local/grafana/dashboard-files.ts';
import { afterMinutes, heldLease, runningRun, snapshotWith, start } from '../support/core-samples.ts';
import { familiesOf, someMissing } from '../support/metric-samples.ts';
import { readProjectFile } from '../support/project-files.ts';

const Position = z.object({ x: z.int(), y: z.int(), w: z.int(), h: z.int() });
const Target = z.looseObject({
  datasource: z.object({ type: z.string(), uid: z.literal('$datasource') }),
  expr: z.string().optional(),
  azureLogAnalytics: z
    .object({ query: z.string(), resources: z.array(z.string()) })
    .loose()
    .optional(),
});
const Dashboard = z.looseObject({
  title: z.string(),
  uid: z.string(),
  panels: z.array(z.looseObject({ title: z.string(), gridPos: Position, targets: z.array(Target) })),
  templating: z.object({ list: z.array(z.looseObject({ name: z.string() })) }),
});

const active = runningRun();
const known = new Set(
  [
    snapshotWith({ state: { active, lastSuccessAt: start }, lease: heldLease(active, start) }),
    snapshotWith({ state: someMissing }),
  ].flatMap((snapshot) =>
    familiesOf({ ...snapshot, ticks: { since: start, at: start, nextBy: start } }, afterMinutes(1)).map(
      ({ name }) => name,
    ),
  ),
);
// Only of a pause, and after a run.
known.add('spjamkerja_pause_start_timestamp_seconds').add('spjamkerja_last_run_duration_seconds');

describe.each(dashboardFiles())('%s', (path, text) => {
  const dashboard = Dashboard.parse(JSON.parse(text));

  test('is what npm run grafana writes', async () => {
    expect(await readProjectFile(path)).toBe(text);
  });

  test('lets whoever opens it choose the data source', () => {
    expect(dashboard.templating.list.map(({ name }) => name)).toContain('datasource');
  });

  test('has panels that do not overlap', () => {
    const cells = dashboard.panels.flatMap(({ gridPos: { x, y, w, h } }) =>
      Array.from({ length: w * h }, (_, index) => `${x + (index % w)} ${y + Math.floor(index / w)}`),
    );
    expect(cells.length).toBeGreaterThan(24);
    expect(new Set(cells).size).toBe(cells.length);
  });

  test('asks for metrics that the app has, and for nothing else', () => {
    const used = text.match(/\bspjamkerja_\w+/g) ?? [];
    const families = used.map((name) => name.replace(/_(total|bucket|count|sum)$/, ''));
    expect(families.filter((name) => !known.has(name))).toEqual([]);
  });

  test('asks of Azure what the workbook asks, without what only a workbook draws', () => {
    const queries = dashboard.panels.flatMap(({ targets }) =>
      targets.flatMap(({ azureLogAnalytics }) => azureLogAnalytics ?? []),
    );
    expect(queries.every(({ query }) => !query.includes('| render'))).toBe(true);
    expect(queries.every(({ resources }) => resources.join() === '$component')).toBe(true);
    expect(queries.length).toBe(path.includes('azure') ? 7 : 0);
  });
});
