/** What the grid of planned and executed hours shows. */
import { describe, expect, it } from 'vitest';
import { daysOf, type Read, type Slot } from '../../src/dashboard/planned/plan-hours.ts';

const slot = (
  at: string,
  kind: Slot['kind'] = 'ran',
  outcome: NonNullable<Slot['run']>['outcome'] = 'succeeded',
) => ({
  at,
  kind,
  delay_seconds: 0,
  missed_slots: 0,
  run: kind === 'pending' || kind === 'dropped' ? null : { outcome, skip_reason: null },
});
const on = (clock: string, day = '27') => `2026-11-${day}T${clock}:00+07:00`;
const read = (given: Partial<Read>): Read => ({
  from: on('00:00', '01'),
  to: on('12:00', '28'),
  slots: [],
  gaps: [],
  pauses: [],
  other_runs: [],
  ...given,
});
const statesIn = (given: Partial<Read>, date = '2026-11-27') =>
  Object.fromEntries(
    (daysOf(read(given)).find((day) => day.date === date)?.hours ?? []).flatMap(({ at, state }) =>
      state === undefined ? [] : [[at.slice(11), state]],
    ),
  );

describe('an hour', () => {
  it('shows what became of its slot', () => {
    const slots = [
      slot(on('01:05')),
      slot(on('02:00'), 'late'),
      slot(on('03:00'), 'late', 'failed'),
      slot(on('04:00'), 'skipped', 'skipped'),
      slot(on('05:00'), 'dropped'),
      slot(on('06:00'), 'ran', null),
    ];
    expect(statesIn({ slots })).toEqual({
      '01:00': 'succeeded',
      '02:00': 'late',
      '03:00': 'failed',
      '04:00': 'skipped',
      '05:00': 'unserved',
      '06:00': 'active',
    });
  });

  it('shows the worst of several, and links to it', () => {
    const slots = [slot(on('07:00')), slot(on('07:20'), 'ran', 'failed'), slot(on('07:40'), 'late')];
    const hour = daysOf(read({ slots })).at(-1)?.hours[7];
    expect(hour?.state).toBe('failed');
    expect(hour?.happened.map(({ at }) => at.slice(11, 16))).toEqual(['07:20', '07:40', '07:00']);
  });

  it('shows runs that served no slot, by what started them or how they went wrong', () => {
    const others = [
      { run_id: 'a', at: on('08:00'), trigger: 'backfill', outcome: 'succeeded' },
      { run_id: 'b', at: on('09:00'), trigger: 'request', outcome: null },
      { run_id: 'c', at: on('10:00'), trigger: 'backfill', outcome: 'failed' },
    ] as const;
    expect(statesIn({ other_runs: others })).toEqual({
      '08:00': 'backfill',
      '09:00': 'request',
      '10:00': 'failed',
    });
  });

  it('is paused, or without the scheduler, where that was so at its beginning and nothing else happened', () => {
    const pauses = [{ from: on('05:30'), to: on('08:00') }];
    const gaps = [{ from: on('19:50'), silent_from: on('20:00'), to: on('21:10') }];
    expect(statesIn({ pauses, gaps, slots: [slot(on('07:00'))] })).toEqual({
      '06:00': 'paused',
      '07:00': 'succeeded',
      '20:00': 'down',
      '21:00': 'down',
    });
  });

  it('may still be served', () => {
    expect(statesIn({ slots: [slot(on('11:55', '28'), 'pending')] }, '2026-11-28')).toEqual({});
    expect(statesIn({ slots: [slot(on('11:45', '28'), 'pending')] }, '2026-11-28')).toEqual({
      '11:00': 'unserved',
    });
  });

  it('that comes twice when the clock goes back has both of its slots', () => {
    const slots = [slot('2026-10-25T02:30:00+02:00'), slot('2026-10-25T02:30:00+01:00')];
    const [day] = daysOf(read({ slots, from: '2026-10-25T00:00:00+02:00', to: '2026-10-25T12:00:00+01:00' }));
    expect(day?.hours).toHaveLength(24);
    expect(day?.hours[2]?.happened).toHaveLength(2);
  });
});

describe('the days', () => {
  it('go from today back to the first on which something happened', () => {
    const days = daysOf(read({ slots: [slot(on('07:00', '26'))] }));
    expect(days.map(({ date }) => date)).toEqual(['2026-11-28', '2026-11-27', '2026-11-26']);
    expect(daysOf(read({}))).toEqual([]);
  });
});
