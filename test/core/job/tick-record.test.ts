/** Which ticks leave a trace, and what the traces tell later. */
import { describe, expect, it } from 'vitest';
import { noteTick, type TickGap, type TickMark } from '../../../src/core/job/tick-record.ts';
import { ticksAt } from '../../../src/core/why/ticks-then.ts';
import type { JobState } from '../../../src/core/job/job-state.ts';
import { neverHeld } from '../../../src/core/run/lease.ts';
import { type EpochMs, minutes, plus, seconds } from '../../../src/core/time/time.ts';
import { afterMinutes, configWith, heldLease, runningRun, start } from '../../support/core-samples.ts';

const mark: TickMark = { since: start, at: start, nextBy: afterMinutes(12.5), steadySince: start };
const rows = { config: configWith(), lease: neverHeld, state: { statistics: {} } as JobState, ticks: mark };
const everyTwoMinutes = (last: EpochMs) => ({ last, period: minutes(2) });

describe('a tick', () => {
  it('leaves a mark every ten minutes, which promises the next one, and nothing in between', () => {
    expect(noteTick({ ...rows, ticks: undefined }, start, undefined, undefined)).toEqual({ mark });
    expect(noteTick(rows, afterMinutes(9.9), undefined, undefined)).toBeUndefined();
    expect(noteTick(rows, afterMinutes(10), undefined, undefined)).toEqual({
      mark: { ...mark, at: afterMinutes(10), nextBy: afterMinutes(22.5) },
    });
  });

  it('records the gap before it once the promised mark has not come', () => {
    expect(noteTick(rows, afterMinutes(12.5), undefined, undefined)).not.toHaveProperty('gap');
    const gap: TickGap = { from: start, silentFrom: afterMinutes(12.5), to: afterMinutes(13) };
    expect(noteTick(rows, afterMinutes(13), undefined, undefined)).toMatchObject({
      gap,
      mark: { since: start },
    });
  });

  it('records a shorter gap where the host tells when it last called, and none where it called in time', () => {
    const now = afterMinutes(9);
    expect(noteTick(rows, now, everyTwoMinutes(afterMinutes(3)), undefined)).toMatchObject({
      gap: { from: afterMinutes(3), silentFrom: afterMinutes(3), to: now },
    });
    expect(noteTick(rows, now, everyTwoMinutes(afterMinutes(4)), undefined)).toBeUndefined();
  });

  it('takes what a run wrote for a sign of life: a tick that executes one takes hours', () => {
    const active = runningRun({ createdAt: start });
    const lease = { ...heldLease(active), renewedAt: afterMinutes(59) };
    const running = { ...rows, lease, state: { ...rows.state, active } };
    expect(noteTick(running, afterMinutes(60), undefined, undefined)).not.toHaveProperty('gap');
    const waiting = { ...rows, state: { ...rows.state, active } };
    expect(noteTick(waiting, afterMinutes(60), undefined, undefined)).toMatchObject({ gap: { from: start } });
  });

  it('records no gap where its process ticked a moment ago: the clock was set forward', () => {
    const ago = seconds(60);
    expect(noteTick(rows, afterMinutes(60), undefined, { ago, failed: false })).not.toHaveProperty('gap');
    const long = { ago: minutes(30), failed: true };
    expect(noteTick(rows, afterMinutes(60), undefined, long)).toMatchObject({ gap: { unreachable: true } });
  });

  it('believes no mark of the future: a clock was ahead', () => {
    const ahead = {
      ...rows,
      ticks: { since: afterMinutes(600), at: afterMinutes(600), nextBy: afterMinutes(613) },
    };
    expect(noteTick(ahead, start, undefined, undefined)).toEqual({ mark });
  });
});

describe('what is known of ticks at an instant', () => {
  const gap: TickGap = { from: afterMinutes(20), silentFrom: afterMinutes(32), to: afterMinutes(50) };
  const later = { ...rows, ticks: { since: start, at: afterMinutes(60), nextBy: afterMinutes(72.5) } };
  const known = (minute: number, now = 65, from: typeof later | undefined = later) =>
    ticksAt(afterMinutes(minute), from ?? { ...later, ticks: undefined as never }, [gap], afterMinutes(now));

  it('is nothing before the record begins', () => {
    expect(known(-1)).toEqual({ kind: 'unknown', since: start });
    expect(ticksAt(start, { ...rows, ticks: undefined }, [], start)).toEqual({ kind: 'unknown' });
  });

  it('is that none came within a gap, whose ends were ticks', () => {
    expect(known(21)).toEqual({ kind: 'none', gap });
    expect([known(20), known(50), known(55)]).toEqual([{ kind: 'came' }, { kind: 'came' }, { kind: 'came' }]);
  });

  it('is that none comes since the last mark, once the promised one is overdue', () => {
    expect(known(70, 72.5)).toEqual({ kind: 'came' });
    expect(known(70, 73)).toEqual({
      kind: 'none',
      gap: { from: afterMinutes(60), silentFrom: plus(afterMinutes(60), minutes(12.5)) },
    });
    expect(known(60, 73)).toEqual({ kind: 'came' });
  });
});
