/** The week that the page draws is the one that the core goes by. */
import * as fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { toDocumentView } from '../../src/api/views/document-view.ts';
import type { Plan } from '../../src/core/schedule/document/schedule-document.ts';
import { segmentsOf } from '../../src/core/schedule/timeline/segments.ts';
import { type EpochMs, epochMs } from '../../src/core/time/time.ts';
import { type Bar, weekBars } from '../../src/dashboard/schedule/week-bars.ts';
import { dateIn, isoToWallClock, wallClockToIso } from '../../src/dashboard/time/wall-clock.ts';
import { anyCase } from '../core/schedule/support/any-plan.ts';
import { configWith } from '../support/core-samples.ts';

const documentOf = (plan: Plan) => toDocumentView({ ...configWith(), ...plan });
const minutesOf = (wall: string): number => Number(wall.slice(11, 13)) * 60 + Number(wall.slice(14, 16));
const dayLength = 86_400_000;

/** On the day of a change, and beside it, the picture is only about right. */
function changesNear(at: number, zone: string): boolean {
  const wallAt = (instant: number) => Date.parse(`${isoToWallClock(instant, zone)}:00Z`) - instant;
  const offsets = [-2, -1, 0, 1, 2].map((days) => Math.round(wallAt(at + days * dayLength) / 60_000));
  return new Set(offsets).size > 1;
}

function inCore(plan: Plan, at: EpochMs): string {
  const [segment] = segmentsOf(plan, at, at, undefined);
  switch (segment?.blockedBy?.kind) {
    case 'blackout':
      return `blackout ${segment.blockedBy.label}`;
    case 'paused_profile':
      return `profile ${segment.blockedBy.name}`;
    default:
      return segment?.profile === undefined ? 'default' : `profile ${segment.profile}`;
  }
}

function onPage(plan: Plan, bar: Bar | undefined): string {
  if (bar?.blackout !== undefined) return `blackout ${bar.blackout}`;
  return bar?.profile === undefined ? 'default' : `profile ${plan.profiles?.[bar.profile]?.name}`;
}

test('each moment of each day belongs to the profile or blackout that is in force', () => {
  fc.assert(
    fc.property(anyCase, fc.integer({ min: 0, max: 6 * 1_440 }), ({ plan, now }, later) => {
      // Whole minutes: a blackout may begin within one.
      const at = epochMs(Math.ceil(now / 60_000) * 60_000 + later * 60_000);
      fc.pre(!changesNear(at, plan.timeZone));
      const wall = isoToWallClock(at, plan.timeZone);
      const [day] = weekBars(documentOf(plan), wall.slice(0, 10), plan.timeZone);
      const bar = day?.bars.find(({ from, to }) => from <= minutesOf(wall) && minutesOf(wall) < to);
      expect(onPage(plan, bar)).toBe(inCore(plan, at));
    }),
    { numRuns: 80 },
  );
});

it('has seven days without gaps, and neighbours that differ', () => {
  fc.assert(
    fc.property(anyCase, ({ plan, now }) => {
      const days = weekBars(documentOf(plan), dateIn(now, plan.timeZone), plan.timeZone);
      expect(days).toHaveLength(7);
      for (const { date, bars } of days) {
        expect(wallClockToIso(`${date}T12:00`, 'UTC')).toBeDefined();
        expect([bars[0]?.from, bars.at(-1)?.to]).toEqual([0, 1_440]);
        for (const [index, bar] of bars.entries()) {
          expect(bar.from).toBeLessThan(bar.to);
          const next = bars[index + 1];
          if (next === undefined) continue;
          expect(next.from).toBe(bar.to);
          expect([next.profile, next.blackout]).not.toEqual([bar.profile, bar.blackout]);
        }
      }
    }),
    { numRuns: 40 },
  );
});
