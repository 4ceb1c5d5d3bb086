/** How long the history is kept: by age, never by count. Counters are kept for ever and are no part of it. */
import { isFinished, type Run } from '../run/run.ts';
import { days, type EpochMs, plus } from '../time/time.ts';

const runAge = days(400);
const skippedRunAge = days(90);
const messagesAge = days(30);
const messagesOfTroubleAge = days(180);
/** Longer than any client repeats a request under the same Idempotency-Key. */
const answerAge = days(2);

/** Counted from the end; from its creation while it has none, so that a run left behind goes as well. */
export function keepRunUntil(run: Run): EpochMs {
  if (!isFinished(run)) return plus(run.createdAt, runAge);
  return plus(run.state.endedAt, run.state.outcome === 'skipped' ? skippedRunAge : runAge);
}

/** `run` as it is after the attempt that sent the messages: one that must try again has not succeeded. */
export function keepMessagesUntil(run: Run, writtenAt: EpochMs): EpochMs {
  const calm = isFinished(run) && (run.state.outcome === 'succeeded' || run.state.outcome === 'skipped');
  return plus(writtenAt, calm ? messagesAge : messagesOfTroubleAge);
}

const auditAge = days(730);
export const keepAuditUntil = (at: EpochMs): EpochMs => plus(at, auditAge);

/** A window counts for a minute; the row is kept a little longer only to be purged with the others. */
const rateAge = days(1);
export const keepRateUntil = (startedAt: EpochMs): EpochMs => plus(startedAt, rateAge);

export const keepAnswerUntil = (answeredAt: EpochMs): EpochMs => plus(answeredAt, answerAge);
