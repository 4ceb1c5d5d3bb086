/** Both formats, character by character: scrapers refuse a whole answer for one wrong line. */
import { expect, test } from 'vitest';
import { type MetricFamily, writeMetrics } from '../../../src/api/metrics/exposition.ts';

const families: readonly MetricFamily[] = [
  {
    kind: 'info',
    name: 'a',
    help: 'Odd: "x"\\ and\nmore.',
    samples: [{ labels: { v: 'q"\\\n' }, value: 1 }],
  },
  {
    kind: 'counter',
    name: 'b',
    help: 'B.',
    samples: [{ labels: { o: 'x', p: 'y' }, value: 3 }, { value: 0 }],
  },
  { kind: 'gauge', name: 'c_seconds', unit: 'seconds', help: 'C.', samples: [{ value: 1.5 }] },
  {
    kind: 'histogram',
    name: 'd_seconds',
    unit: 'seconds',
    help: 'D.',
    buckets: [
      { upTo: 60, count: 1 },
      { upTo: 90.5, count: 2 },
    ],
    count: 4,
    sum: 400.25,
  },
];

test('OpenMetrics names a family without the suffixes of its samples, has units, and ends in EOF', () => {
  expect(writeMetrics(families, 'openmetrics')).toBe(
    [
      String.raw`# HELP a Odd: \"x\"\\ and\nmore.`,
      '# TYPE a info',
      String.raw`a_info{v="q\"\\\n"} 1`,
      '# HELP b B.',
      '# TYPE b counter',
      'b_total{o="x",p="y"} 3',
      'b_total 0',
      '# HELP c_seconds C.',
      '# TYPE c_seconds gauge',
      '# UNIT c_seconds seconds',
      'c_seconds 1.5',
      '# HELP d_seconds D.',
      '# TYPE d_seconds histogram',
      '# UNIT d_seconds seconds',
      'd_seconds_bucket{le="60.0"} 1',
      'd_seconds_bucket{le="90.5"} 2',
      'd_seconds_bucket{le="+Inf"} 4',
      'd_seconds_sum 400.25',
      'd_seconds_count 4',
      '# EOF',
      '',
    ].join('\n'),
  );
});

const isSample = (line: string): boolean => !line.startsWith('#');

test('the older format has the same samples, and knows neither infos nor units', () => {
  const lines = writeMetrics(families, 'prometheus').split('\n');
  const samples = writeMetrics(families, 'openmetrics').split('\n');
  expect(lines.filter(isSample)).toEqual(samples.filter(isSample));
  expect(lines.filter((line) => !isSample(line))).toEqual([
    String.raw`# HELP a_info Odd: "x"\\ and\nmore.`,
    '# TYPE a_info gauge',
    '# HELP b_total B.',
    '# TYPE b_total counter',
    '# HELP c_seconds C.',
    '# TYPE c_seconds gauge',
    '# HELP d_seconds D.',
    '# TYPE d_seconds histogram',
  ]);
});
