/** Schedule documents as callers send them: one with everything in it, and random ones at the edges. */
import * as fc from 'fast-check';

const interval = { kind: 'interval', hours: 3, after: 'finish' } as const;

/** Accepted as it is. */
export const sampleDocument = {
  rule: interval,
  time_zone: 'Asia/Jakarta',
  days_back: 1,
  profiles: [
    {
      name: 'Hari libur',
      calendar: { name: 'Indonesia', kinds: ['hari libur nasional'] },
      rule: { kind: 'interval', hours: 12 },
    },
    {
      name: 'Malam',
      weekdays: ['mon', 'tue', 'wed', 'thu', 'fri'],
      window: { from: '22:00', to: '06:00' },
      rule: { kind: 'cron', expression: '0 22,2 * * *' },
    },
    { name: 'Akhir pekan', weekdays: ['sat', 'sun'], rule: { kind: 'paused' } },
    {
      name: 'Tutup bulan',
      dates: [{ from: '2026-12-28', to: '2026-12-31' }],
      rule: { kind: 'interval', hours: 1, after: 'start', anchor: '2026-12-28T00:00:00.000+07:00' },
    },
  ],
  blackouts: [
    { label: 'Tutup buku', dates: { from: '2026-11-30', to: '2026-11-30' } },
    {
      label: 'Pemeliharaan server',
      instants: { from: '2026-12-05T20:00:00.000+07:00', to: '2026-12-05T23:30:00.000+07:00' },
    },
  ],
  calendars: [
    {
      name: 'Indonesia',
      days: [
        { date: '2026-12-24', name: 'Cuti bersama Natal', kind: 'cuti bersama' },
        { date: '2026-12-25', name: 'Hari Natal', kind: 'hari libur nasional' },
      ],
    },
  ],
  adaptive: { by: 'duration', factor: 4, runs: 10, least: 2, most: 6, hysteresis: 0.2 },
  catch_up: false,
  least_gap_minutes: 10,
};

const rule = fc.oneof(
  fc.constant(interval),
  fc.record({
    kind: fc.constant('interval'),
    hours: fc.constantFrom(0.5, 1.25, 24),
    after: fc.constant('start'),
    anchor: fc.constantFrom('2000-01-01T00:00:00Z', '2099-12-31T23:59:59.999Z', '2026-03-29T02:30:00+01:00'),
  }),
  fc.record({
    kind: fc.constant('cron'),
    expression: fc.constantFrom(
      '* * * * *',
      '30 2 * * *',
      '0 0 29 2 *',
      '0 7 31 4 *',
      '59 23 L-3,LW * 5#5',
      '0 1 15W * 0L',
    ),
  }),
  fc.constant({ kind: 'paused' }),
);
const day = fc.constantFrom('0001-01-01', '2026-02-28', '2026-11-24', '2028-02-29', '9999-12-31');
const clock = fc.constantFrom('00:00', '02:30', '12:00', '23:59');
const span = fc.tuple(day, day).map((days) => {
  const [from, to] = days.toSorted();
  return { from, to };
});
const window = fc
  .tuple(clock, clock)
  .filter(([from, to]) => from !== to)
  .map(([from, to]) => ({ from, to }));
const profile = fc.record(
  {
    name: fc.string({ minLength: 1, maxLength: 20, unit: fc.constantFrom(...'abcXYZ界😀"<') }),
    weekdays: fc.uniqueArray(fc.constantFrom('mon', 'wed', 'sat', 'sun'), { minLength: 1 }),
    window,
    dates: fc.array(span, { minLength: 1, maxLength: 3 }),
    rule,
  },
  { requiredKeys: ['name', 'rule'] },
);

export const extremeDocument = fc.record(
  {
    rule,
    time_zone: fc.constantFrom(
      'Asia/Jakarta',
      'Australia/Lord_Howe',
      'Pacific/Apia',
      'Africa/Casablanca',
      'UTC',
    ),
    days_back: fc.constantFrom(0, 1, 30),
    profiles: fc.uniqueArray(profile, { maxLength: 4, selector: ({ name }) => name.toLowerCase() }),
    blackouts: fc.array(fc.record({ label: fc.constantFrom('tutup', '界'), dates: span }), { maxLength: 3 }),
    catch_up: fc.boolean(),
    least_gap_minutes: fc.constantFrom(0, 1, 1_440),
  },
  { requiredKeys: ['rule', 'time_zone', 'days_back'] },
);
