/** How long the history is kept: by age, never by count. The counters are not part of it and are kept forever. */
import { isFinished, type Run } from '../run/run.ts';
import { days, type EpochMs, plus } from '../time/time.ts';

const runAge = days(400);
const skippedRunAge = days(90);
const messagesAge = days(30);
const failureMessagesAge = days(180);
/** Longer than any client retries under the same Idempotency-Key. */
const answerAge = days(2);

/** Counted from the run's end, or from its creation if it never ended, so that abandoned runs go as well. */
export function keepRunUntil(run: Run): EpochMs {
  if (!isFinished(run)) return plus(run.createdAt, runAge);
  return plus(run.state.endedAt, run.state.outcome === 'skipped' ? skippedRunAge : runAge);
}

/** `run` is as the attempt that sent the messages left it: a run that waits for a retry has not succeeded. */
export function keepMessagesUntil(run: Run, writtenAt: EpochMs): EpochMs {
  const ordinary = isFinished(run) && (run.state.outcome === 'succeeded' || run.state.outcome === 'skipped');
  return plus(writtenAt, ordinary ? messagesAge : failureMessagesAge);
}

/** As long as the runs: a gap tells why one did not come. */
export const keepGapUntil = (to: EpochMs): EpochMs => plus(to, runAge);

const noticeAge = days(90);
export const keepNoticeUntil = (at: EpochMs): EpochMs => plus(at, noticeAge);

const auditAge = days(730);
export const keepAuditUntil = (at: EpochMs): EpochMs => plus(at, auditAge);

/** A window counts for a minute only; its row stays until it is purged with the others. */
const rateAge = days(1);
export const keepRateUntil = (startedAt: EpochMs): EpochMs => plus(startedAt, rateAge);

export const keepAnswerUntil = (answeredAt: EpochMs): EpochMs => plus(answeredAt, answerAge);
