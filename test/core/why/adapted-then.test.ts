/** The adaptive interval of any instant of the past, from the audit: the same that the state row had then. */
import { expect, it } from 'vitest';
import { adaptationBetween } from '../../../src/core/job/adaptation.ts';
import type { AuditEntry } from '../../../src/core/job/audit.ts';
import type { JobConfig } from '../../../src/core/job/job-config.ts';
import { defaultRows } from '../../../src/core/job/snapshot.ts';
import { type Adapted, adaptAfter } from '../../../src/core/schedule/adaptive.ts';
import type { AdaptiveRule } from '../../../src/core/schedule/document/adaptive-rule.ts';
import { epochMs, minutes } from '../../../src/core/time/time.ts';
import { explain } from '../../../src/core/why/explain.ts';
import { adaptedThen } from '../../../src/core/why/state-then.ts';
import { afterHours, configWith, settings } from '../../support/core-samples.ts';

const adaptive: AdaptiveRule = {
  by: 'duration',
  factor: 4,
  runs: 2,
  least: 0.5,
  most: 12,
  hysteresis: 0.1,
};
const ofHours = (hours: number): Partial<JobConfig> => ({
  schedule: { kind: 'interval', hours, after: 'finish', anchor: afterHours(0) },
});
/** The minutes of each success; some runs later somebody sets other hours, the first ones again, and none adaptive. */
const successes = [30, 31, 45, 45, 90, 20, 20, 60, 60, 15, 15].map((took, index) => ({
  at: afterHours(index),
  took: minutes(took),
  config: configWith({
    ...ofHours(index === 5 ? 6 : 3),
    ...(index === 8 ? {} : { adaptive }),
  }),
}));

/** What the state row held after each success, and the audit of it all, newest first. */
function course() {
  let adapted: Adapted | undefined;
  let entries: readonly AuditEntry[] = [];
  const held = successes.map(({ at, took, config }) => {
    const before = adapted;
    adapted = adaptAfter(config, before, { duration: took, rows: 0 }, at);
    const change = adaptationBetween(config, before, adapted);
    if (change !== undefined) {
      const values = { before: JSON.stringify(change.before), after: JSON.stringify(change.after) };
      const who = { actor: 'schedule', from: 'app', reason: '', previous: '', hash: '' };
      entries = [
        { sequence: entries.length + 1, at, action: 'adapt_interval', ...values, ...who },
        ...entries,
      ];
    }
    return { at, interval: adapted?.interval };
  });
  return { entries, held, adapted };
}

it('is known at every instant, however many changes back, also where it was forgotten in between', () => {
  const { entries, held, adapted } = course();
  const { state, ...rest } = defaultRows(settings, afterHours(20));
  const rows = { ...rest, state: { ...state, ...(adapted && { adapted }) } };
  const known = held.flatMap(({ at }) =>
    [at, epochMs(at + 1), epochMs(at + 3_599_999)].map(
      (instant) => adaptedThen({ rows, audit: { entries, complete: true }, at: instant }).adapted?.interval,
    ),
  );
  expect(known).toEqual(held.flatMap(({ interval }) => [interval, interval, interval]));
  expect(new Set(held.map(({ interval }) => interval?.hours)).size).toBeGreaterThan(4);
});

it('decides when a slot was due then, and is named with its source', () => {
  const { entries, adapted } = course();
  const now = afterHours(20);
  const { state, ...rest } = defaultRows(settings, now);
  const config = configWith({ ...ofHours(3), adaptive, notBefore: epochMs(0), changedAt: epochMs(0) });
  const { rule, facts } = explain({
    at: afterHours(2),
    now,
    rows: { ...rest, config, state: { ...state, ...(adapted && { adapted }) } },
    audit: { entries, complete: true },
    runs: [],
    gaps: [],
    startDelay: settings.startDelay,
    usual: undefined,
  });
  expect(rule).toMatchObject({ hours: 2 });
  expect(facts).toMatchObject([
    {},
    { code: 'adapted', source: 'audit', interval: { hours: 2, before: 3 } },
    {},
  ]);
});
