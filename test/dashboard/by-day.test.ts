import { expect, it } from 'vitest';
import { byDay } from '../../src/dashboard/history/by-day.ts';
import type { RunView } from '../../src/api/schemas/run-schemas.ts';
import { toRunView } from '../../src/api/views/run-view.ts';
import { jakarta } from '../support/core-samples.ts';
import { sampleFinishedRun } from '../support/sample-records.ts';

const sample = toRunView(sampleFinishedRun('succeeded'), jakarta);
const run = (id: string, started: string): RunView => ({ ...sample, id, started_at: started });

const gap = (before: number, at: string) => ({ before, count: 1, oldest: at, newest: at });

const shown = (days: ReturnType<typeof byDay>) =>
  days.map(({ date, lines }) => [date, ...lines.map((line) => (line.kind === 'run' ? line.run.id : 'gap'))]);

it('puts runs under their day in the zone of the schedule', () => {
  const runs = [
    run('c', '2026-11-27T18:00:00Z'),
    run('b', '2026-11-27T16:59:00Z'),
    run('a', '2026-11-27T02:00:00Z'),
  ];
  expect(shown(byDay(runs, [], 'Asia/Jakarta'))).toEqual([
    ['2026-11-28', 'c'],
    ['2026-11-27', 'b', 'a'],
  ]);
  expect(shown(byDay(runs, [], 'UTC'))).toEqual([['2026-11-27', 'c', 'b', 'a']]);
});

it('gives slots without a run their own place, also on a day without runs and after the last run', () => {
  const runs = [run('b', '2026-11-28T02:00:00Z'), run('a', '2026-11-26T02:00:00Z')];
  const gaps = [gap(1, '2026-11-27T05:00:00Z'), gap(2, '2026-11-26T01:00:00Z')];
  expect(shown(byDay(runs, gaps, 'UTC'))).toEqual([
    ['2026-11-28', 'b'],
    ['2026-11-27', 'gap'],
    ['2026-11-26', 'a', 'gap'],
  ]);
});

it('keeps the order of the list where runs overlap in time', () => {
  const runs = [
    run('c', '2026-11-27T23:00:00Z'),
    run('b', '2026-11-28T01:00:00Z'),
    run('a', '2026-11-27T20:00:00Z'),
  ];
  expect(shown(byDay(runs, [], 'UTC')).map(([, id]) => id)).toEqual(['c', 'b', 'a']);
});
