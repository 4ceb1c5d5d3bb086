/** What can be the matter with runs and schedule, for the page that shows every notice. */
import { type Notice, severityOf } from '../../src/core/notices/notice.ts';
import { FailureClass } from '../../src/core/run/failure.ts';
import { hours, isoToEpochMs, LocalDate, minutes } from '../../src/core/time/time.ts';

export interface SampleNotice {
  /** When it is sent. */
  readonly when: string;
  readonly notice: Notice;
}

const id = '01KAV1Q0000000000000000000';
const at = isoToEpochMs('2026-11-24T15:04:00Z');
const lastSuccessAt = isoToEpochMs('2026-11-24T09:12:00Z');
const nextAt = isoToEpochMs('2026-11-24T18:00:00Z');
const startedAt = isoToEpochMs('2026-11-24T15:00:00Z');
const range = { awal: LocalDate.parse('2026-11-23'), akhir: LocalDate.parse('2026-11-24') };
export const run = { id, at, runId: '01KAV1PSS0000000000000000', range };
const end = { ...run, attempts: 3, failures: 1, lastSuccessAt, nextAt };
export const facts = { id, at };

const passing: ReadonlySet<FailureClass> = new Set([
  'unreachable',
  'transient',
  'outcome_unknown',
  'interrupted',
]);

const failed: readonly SampleNotice[] = FailureClass.options.map((each) => ({
  when: `A run failed for good, after its attempts: ${each}.`,
  notice: {
    kind: 'run_failed',
    ...end,
    attempts: passing.has(each) ? 3 : 1,
    severity: severityOf.run_failed,
    failure: { class: each, ...(each === 'data' ? { number: 2627 } : {}) },
    ...(each === 'transient' ? { failures: 3 } : {}),
  },
}));

const troubles: readonly SampleNotice[] = [
  {
    when: 'A run took longer than its time limit.',
    notice: { kind: 'run_timed_out', ...end, severity: severityOf.run_timed_out, limit: minutes(90) },
  },
  {
    when: 'The process of a run no longer responded, and nothing proves what the procedure did.',
    notice: { kind: 'run_lost', ...end, severity: severityOf.run_lost },
  },
  {
    when: 'A slot was skipped because another session runs the procedure.',
    notice: { kind: 'foreign_run', ...run, severity: severityOf.foreign_run, nextAt },
  },
  {
    when: 'A run takes longer than 19 of 20 runs of the last 30 days (with fewer than 20 runs: twice as long as half of them).',
    notice: {
      kind: 'unusually_long',
      ...run,
      severity: severityOf.unusually_long,
      startedAt,
      usual: minutes(12),
    },
  },
  {
    when: 'The connection broke during a run, and SQL Server could not be asked for five minutes.',
    notice: { kind: 'end_open', ...run, severity: severityOf.end_open, since: startedAt },
  },
  {
    when: 'No run has succeeded for two intervals.',
    notice: {
      kind: 'no_success',
      ...facts,
      severity: severityOf.no_success,
      lastSuccessAt,
      limit: hours(6),
      failures: 2,
    },
  },
  {
    when: 'No run has succeeded for two intervals, because slots are skipped.',
    notice: {
      kind: 'no_success',
      ...facts,
      severity: severityOf.no_success,
      limit: hours(6),
      failures: 0,
      skip: 'foreign_run',
    },
  },
  {
    when: 'A pause without an end has lasted for PAUSE_NOTICE_HOURS.',
    notice: {
      kind: 'paused_long',
      ...facts,
      severity: severityOf.paused_long,
      since: isoToEpochMs('2026-11-23T10:00:00Z'),
      by: 'Siti (3f2a91c0)',
      reason: 'stock-taking',
    },
  },
  {
    when: 'The clock of the server went back.',
    notice: { kind: 'clock_went_back', ...facts, severity: severityOf.clock_went_back, wentBackBy: hours(7) },
  },
];

export const sampleTroubles = [...failed, ...troubles];
