/** What "why?" reads: the audit as far back, and the runs as far ahead, as the answer needs. */
import { expect, it } from 'vitest';
import type { AuditEntry } from '../../src/core/job/audit.ts';
import { readAuditBackTo, readWhy } from '../../src/operations/queries/read-why.ts';
import { afterHours, runIdOf, start, waitingRun } from '../support/core-samples.ts';
import type { SchedulerStore } from '../../src/ports.ts';
import { createWorld, refuse } from './support/world.ts';

const rule = (hours: number) => JSON.stringify({ kind: 'interval', hours, after: 'finish', anchor: start });

/** From the oldest on: a change of the schedule, a pause, and then one request after another. */
const entries = Array.from({ length: 400 }, (_, index): AuditEntry => {
  const who = { actor: 'siti', from: '203.0.113.7', reason: '', previous: '', hash: '' };
  const common = { ...who, sequence: index + 1, at: afterHours(index) };
  if (index === 200) return { ...common, action: 'set_interval', before: rule(3), after: rule(6) };
  const pause = JSON.stringify({ by: 'siti', reason: '', since: start });
  if (index === 320) return { ...common, action: 'stop', before: 'null', after: pause };
  return { ...common, action: 'force_execute', before: 'null', after: '{}' };
}).toReversed();

it('goes on to the last change of the schedule, also where a pause was found before it', async () => {
  const { store } = createWorld({ runner: { execute: refuse, probe: refuse } });
  const listed: number[] = [];
  const listAudit: typeof store.listAudit = async ({ limit, before = Infinity }) => {
    listed.push(limit);
    const page = entries.filter(({ sequence }) => sequence < before).slice(0, limit);
    const last = page.at(-1)?.sequence ?? 1;
    return { entries: page, damaged: [], ...(last > 1 ? { next: last } : {}) };
  };
  const { entries: read, complete } = await readAuditBackTo({ ...store, listAudit }, afterHours(330));
  expect(complete).toBe(true);
  expect(read.some(({ action }) => action === 'set_interval')).toBe(true);
  expect(listed).toHaveLength(2);
});

const silence: SchedulerStore['listGaps'] = async () => [
  { from: start, silentFrom: start, to: afterHours(90) },
];

it('looks for the run that served a slot beyond a silence, also where somebody had requested one meanwhile', async () => {
  const { world, store } = createWorld({ runner: { execute: refuse, probe: refuse } });
  const requested = waitingRun({ id: runIdOf(1), trigger: 'request', createdAt: afterHours(2) });
  const serving = waitingRun({ id: runIdOf(2), slot: afterHours(90), createdAt: afterHours(91) });
  const listRunsOf: typeof store.listRunsOf = async ({ from, to }) =>
    [requested, serving].filter(({ createdAt }) => createdAt >= from && createdAt < to);
  const clock = { ...world.clock, now: () => afterHours(100) };
  const asking = { ...world, clock, store: { ...store, listRunsOf, listGaps: silence } };
  const { after } = await readWhy(asking, () => afterHours(1));
  expect(after).toBe(serving.slot);
});
