/** What can be the matter with dates and late input, and that it is over, for the page that shows every notice. */
import { severityOf } from '../../src/core/notices/notice.ts';
import { hours, isoToEpochMs, LocalDate } from '../../src/core/time/time.ts';
import { facts, run, type SampleNotice } from './sample-troubles.ts';

const rangeOf = (awal: string, akhir: string) => ({
  awal: LocalDate.parse(awal),
  akhir: LocalDate.parse(akhir),
});
const missing = {
  days: 4,
  dates: [rangeOf('2026-11-14', '2026-11-16'), rangeOf('2026-11-19', '2026-11-19')],
};
const many = {
  days: 31,
  dates: [3, 6, 9, 12, 15].map((day) => {
    const two = String(day).padStart(2, '0');
    return rangeOf(`2026-10-${two}`, `2026-10-${two}`);
  }),
};
const gap = { kind: 'coverage_gap', ...facts, severity: severityOf.coverage_gap } as const;
const stopped = {
  kind: 'backfill_stopped',
  ...facts,
  ...missing,
  severity: severityOf.backfill_stopped,
  runId: run.runId,
  range: rangeOf('2026-11-14', '2026-11-15'),
  failures: 3,
} as const;

export const sampleDates: readonly SampleNotice[] = [
  {
    when: 'Dates have been missing for a day, and BACKFILL is ask.',
    notice: { ...gap, ...missing, why: 'ask' },
  },
  {
    when: 'Dates have been missing for a day, and so long has backfill been paused.',
    notice: { ...gap, ...missing, why: 'paused', by: 'Siti (3f2a91c0)', reason: 'payroll run' },
  },
  {
    when: 'Dates have been missing for a day, and backfill has computed none for a day.',
    notice: { ...gap, ...many, why: 'slow' },
  },
  {
    when: 'Three runs of backfill have failed in a row.',
    notice: { ...stopped, outcome: 'failed', failure: { class: 'data', number: 2627 } },
  },
  {
    when: 'Three runs of backfill have failed in a row, the last one at its time limit.',
    notice: { ...stopped, outcome: 'timed_out' },
  },
  {
    when: 'Rows have arrived for dates of a closed period.',
    notice: {
      kind: 'late_in_closed_period',
      ...facts,
      severity: severityOf.late_in_closed_period,
      days: 1,
      dates: [rangeOf('2026-10-29', '2026-10-29')],
      through: LocalDate.parse('2026-10-31'),
      rows: 18,
    },
  },
  {
    when: 'For an hour the database has not answered which dates have late input.',
    notice: {
      kind: 'late_input_unknown',
      ...facts,
      severity: severityOf.late_input_unknown,
      since: isoToEpochMs('2026-11-24T14:00:00Z'),
    },
  },
  {
    when: 'Two days before the last run must begin or later, days of the period that ends with the closing day are in danger.',
    notice: {
      kind: 'cut_off_in_danger',
      ...facts,
      ...missing,
      severity: severityOf.cut_off_in_danger,
      day: LocalDate.parse('2026-11-25'),
      startBy: isoToEpochMs('2026-11-25T14:30:00Z'),
    },
  },
];

const over = { ...facts, kind: 'recovered', recovers: facts.id, lasted: hours(30) } as const;
const { runId, range } = stopped;

export const sampleDateRecoveries: readonly SampleNotice[] = [
  {
    when: 'No date is missing any more.',
    notice: { ...over, severity: severityOf.coverage_gap, over: 'coverage_gap' },
  },
  {
    when: 'Somebody resumed backfill, and a run of it has succeeded.',
    notice: { ...over, severity: severityOf.backfill_stopped, over: 'backfill_stopped', runId, range },
  },
  {
    when: 'While backfill was stopped, other runs have computed what was missing.',
    notice: { ...over, severity: severityOf.backfill_stopped, over: 'backfill_stopped' },
  },
  {
    when: 'The period was reopened, or a later one was closed.',
    notice: { ...over, severity: severityOf.late_in_closed_period, over: 'late_in_closed_period' },
  },
  {
    when: 'The days are complete, will be in time, or the closing day is over.',
    notice: { ...over, severity: severityOf.cut_off_in_danger, over: 'cut_off_in_danger' },
  },
  {
    when: 'The database answers again.',
    notice: { ...over, severity: severityOf.late_input_unknown, over: 'late_input_unknown' },
  },
];
