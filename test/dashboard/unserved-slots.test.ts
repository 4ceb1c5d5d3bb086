/** The gaps of the history: planned slots that no run served, between the rows where they belong. */
import { describe, expect, it } from 'vitest';
import type { RunView } from '../../src/api/schemas/run-schemas.ts';
import { slotsPath, unservedIn } from '../../src/dashboard/history/unserved-slots.ts';
import type { PlannedSlotView } from '../../src/dashboard/why/why-shapes.ts';

const at = (hour: number): string => new Date(Date.UTC(2026, 10, 24, hour)).toISOString();
// Newest first, as the API lists them.
const runs = [20, 8, 5].map((hour) => ({ started_at: at(hour), slot: at(hour) })) as unknown as RunView[];
const slot = (hour: number, kind: PlannedSlotView['kind'] = 'missed') =>
  ({ at: at(hour), planned_at: at(hour), kind }) as PlannedSlotView;
const placed = (...slots: PlannedSlotView[]) =>
  unservedIn({ slots, gaps: [] }, runs).map((gap) => [gap.before, gap.slots.length]);

describe('a gap', () => {
  it('stands between the runs around it, before the first or after the last', () => {
    expect(placed(slot(17), slot(14), slot(11))).toEqual([[1, 3]]);
    expect(placed(slot(23), slot(2))).toEqual([
      [0, 1],
      [3, 1],
    ]);
  });

  it('is made of missed and dropped slots only', () => {
    expect(placed(slot(17, 'dropped'))).toEqual([[1, 1]]);
    expect(placed(slot(17, 'ran'), slot(14, 'late'), slot(11, 'skipped'), slot(10, 'pending'))).toEqual([]);
  });
});

describe('the slots asked for', () => {
  const now = Date.parse(at(22));
  it('are those of the page: up to now on the first one, up to its newest run on others', () => {
    expect(slotsPath(runs, true, now)).toBe(`/scheduler/slots?from=${at(5)}&to=${at(22)}`);
    expect(slotsPath(runs, false, now)).toBe(`/scheduler/slots?from=${at(5)}&to=${at(20)}`);
  });

  it('are those of a month at most, and none without runs', () => {
    expect(slotsPath(runs, true, now + 60 * 86_400_000)).toBe(
      `/scheduler/slots?from=${new Date(now + 29 * 86_400_000).toISOString()}&to=${new Date(now + 60 * 86_400_000).toISOString()}`,
    );
    expect([slotsPath([], true, now), slotsPath(runs.slice(0, 1), false, now)]).toEqual([
      undefined,
      undefined,
    ]);
  });
});
