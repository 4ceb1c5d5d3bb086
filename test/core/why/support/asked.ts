/** "Why?" asked of facts written out by hand: 27 November 2026 at noon in Jakarta, under a rule of 07:00 daily. */
import type { AuditEntry } from '../../../../src/core/job/audit.ts';
import type { JobConfig } from '../../../../src/core/job/job-config.ts';
import { defaultRows } from '../../../../src/core/job/snapshot.ts';
import type { TickGap, TickMark } from '../../../../src/core/job/tick-record.ts';
import type { Run } from '../../../../src/core/run/run.ts';
import { finish } from '../../../../src/core/run/start-and-finish.ts';
import { CronExpression } from '../../../../src/core/schedule/cron/cron-expression.ts';
import { minutes, type EpochMs } from '../../../../src/core/time/time.ts';
import { explain } from '../../../../src/core/why/explain.ts';
import type { WhyFactsRead } from '../../../../src/core/why/why-facts.ts';
import { at, configWith, runIdOf, settings, waitingRun } from '../../../support/core-samples.ts';

export const time = (clock: string, day = '27'): EpochMs => at(`2026-11-${day}T${clock}:00+07:00`);
export const now = time('12:00');
export const sevenDaily = configWith({
  schedule: { kind: 'cron', expression: CronExpression.parse('0 7 * * *') },
  notBefore: time('00:00', '20'),
  changedAt: time('00:00', '20'),
});
export const ticks: TickMark = { since: time('00:00', '20'), at: time('11:55'), nextBy: time('12:07') };

export const asked = (instant: EpochMs, given: Partial<WhyFactsRead> = {}, config: JobConfig = sevenDaily) =>
  explain({
    at: instant,
    now,
    rows: { ...defaultRows(settings, now), config, ticks },
    audit: { entries: [], complete: true },
    runs: [runAt('07:00', '07:00', '26', 9)],
    gaps: [],
    startDelay: settings.startDelay,
    usual: minutes(30),
    ...given,
  });

export function runAt(
  slot: string,
  began: string,
  day = '27',
  number = 10,
  missedSlots = 0,
  endedAt = time('08:30', day),
): Run {
  const createdAt = time(began, day);
  const run = waitingRun({ id: runIdOf(number), slot: time(slot, day), createdAt, missedSlots });
  const attempt = {
    number: 1,
    startedAt: createdAt,
    endedAt,
    epoch: 1,
    instance: 'a:1',
    version: '1',
    outcome: 'succeeded',
    rowsAffected: 1,
  } as const;
  return finish({ ...run, attempts: [attempt] }, { outcome: 'succeeded', message: '' }, endedAt);
}

export const entry = (
  instant: EpochMs,
  action: AuditEntry['action'],
  before: unknown,
  after: unknown,
): AuditEntry => ({
  sequence: 1,
  at: instant,
  actor: 'siti',
  from: 'unknown',
  action,
  reason: 'closing',
  before: JSON.stringify(before),
  after: JSON.stringify(after),
  previous: '',
  hash: '',
});

export const codes = ({ facts }: ReturnType<typeof asked>) => facts.map(({ code }) => code);
export const gap: TickGap = { from: time('06:58'), silentFrom: time('07:00'), to: time('07:41') };
