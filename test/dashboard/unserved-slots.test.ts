/** The gaps of the history: planned slots that no run served, between the rows where they belong. */
import { describe, expect, it, test } from 'vitest';
import { lateIn, type SlotFate, slotsPath, unservedIn } from '../../src/dashboard/history/unserved-slots.ts';

const at = (hour: number): string => new Date(Date.UTC(2026, 10, 24, hour)).toISOString();
// Newest first, as the API lists them.
const runs = [20, 8, 5].map((hour) => ({ started_at: at(hour), slot: at(hour) }));
const slot = (hour: number, kind: SlotFate['kind'] = 'dropped', missed = 0): SlotFate => ({
  at: at(hour),
  kind,
  missed_slots: missed,
  delay_seconds: null,
  run: { id: `run of ${hour}` },
});
const placed = (...slots: SlotFate[]) =>
  unservedIn({ slots, to: at(23) }, runs).map(({ before, count }) => [before, count]);

describe('a gap', () => {
  it('stands between the runs around it, before the first or after the last', () => {
    expect(placed(slot(17), slot(14), slot(11))).toEqual([[1, 3]]);
    expect(placed(slot(22, 'pending'), slot(2))).toEqual([
      [0, 1],
      [3, 1],
    ]);
  });

  it('counts the slots before that share the fate, and says from when to when', () => {
    expect(unservedIn({ slots: [slot(17), slot(11, 'dropped', 2)], to: at(23) }, runs)).toEqual([
      { before: 1, count: 4, oldest: at(11), newest: at(17) },
    ]);
  });

  it('is not where a run or a skip has its own row, or may still begin in time', () => {
    const soon = { ...slot(23, 'pending'), at: new Date(Date.parse(at(23)) - 60_000).toISOString() };
    expect(placed(soon)).toEqual([]);
    expect(placed(slot(17, 'ran'), slot(14, 'late'), slot(11, 'skipped'))).toEqual([]);
  });
});

test('a late run is found by its id', () => {
  const slots = { slots: [slot(8, 'late'), slot(5, 'ran')], to: at(23) };
  expect(lateIn(slots, 'run of 8')?.at).toBe(at(8));
  expect([lateIn(slots, 'run of 5'), lateIn(undefined, 'run of 8')]).toEqual([undefined, undefined]);
});

describe('the slots asked for', () => {
  const now = Date.parse(at(22)) + 600_000;
  it('are those of the page: up to now on the first one, up to its newest run on others', () => {
    expect(slotsPath(runs, true, now)).toBe(`/scheduler/slots?from=${at(5)}`);
    expect(slotsPath(runs, false, now)).toBe(`/scheduler/slots?from=${at(5)}&to=${at(20)}`);
  });

  it('are those of a month at most, whenever the API reads its clock, and none without runs', () => {
    const later = now + 60 * 86_400_000;
    const from = new Date(Date.parse(at(23)) + 29 * 86_400_000).toISOString();
    expect(slotsPath(runs, true, later)).toBe(`/scheduler/slots?from=${from}`);
    expect(slotsPath(runs, true, later + 60_000)).toBe(`/scheduler/slots?from=${from}`);
    expect([slotsPath([], true, now), slotsPath(runs.slice(0, 1), false, now)]).toEqual([
      undefined,
      undefined,
    ]);
  });
});
