/** Names of metrics: one prefix, and units at their ends. A metric without a value is left out. */
import type { EpochMs } from '../../core/time/time.ts';
import type { MetricFamily, Sample } from './exposition.ts';

export const named = (name: string): string => `spjamkerja_${name}`;

export function gauge(name: string, help: string, value: number | undefined): readonly MetricFamily[] {
  return value === undefined
    ? []
    : [{ kind: 'gauge', name: named(name), help, ...unitOf(name), samples: [{ value }] }];
}

/** One sample for each value of a label; the values are few and always the same. */
export function gaugeBy<T extends string>(
  label: string,
  name: string,
  help: string,
  values: Readonly<Record<T, number>>,
): readonly MetricFamily[] {
  return [{ kind: 'gauge', name: named(name), help, ...unitOf(name), samples: samplesBy(label, values) }];
}

/** Without `_total`, which the writer adds. */
export const counter = (name: string, help: string, value: number): readonly MetricFamily[] => [
  { kind: 'counter', name: named(name), help, samples: [{ value }] },
];

export function counterBy<T extends string>(
  label: string,
  name: string,
  help: string,
  values: Readonly<Record<T, number>>,
): readonly MetricFamily[] {
  return [{ kind: 'counter', name: named(name), help, samples: samplesBy(label, values) }];
}

/** One sample for each pair of values of two labels. */
export function counterByBoth(
  [outer, inner]: readonly [outer: string, inner: string],
  name: string,
  help: string,
  values: Readonly<Record<string, Readonly<Record<string, number>>>>,
): readonly MetricFamily[] {
  const samples = Object.entries(values).flatMap(([each, counts]) =>
    samplesBy(inner, counts).map(({ labels, value }) => ({ labels: { [outer]: each, ...labels }, value })),
  );
  return [{ kind: 'counter', name: named(name), help, samples }];
}

const samplesBy = (label: string, values: Readonly<Record<string, number>>): readonly Sample[] =>
  Object.entries(values).map(([each, value]) => ({ labels: { [label]: each }, value }));

const unitOf = (name: string) => (name.endsWith('_seconds') ? { unit: 'seconds' as const } : {});

/** Unix time, as scrapers compute with it. */
export const timestamp = (at: EpochMs | undefined): number | undefined =>
  at === undefined ? undefined : at / 1_000;
