/** The sentence below the headline: since when, until when, by whom, or what failed. */
import type { ActiveRunView } from '../../api/schemas/run-schemas.ts';
import type { ScheduleView } from '../../api/schemas/schedule-schemas.ts';
import type { StatusView } from '../../api/schemas/status-schemas.ts';
import { type LanguageContext, useLanguage } from '../words/use-language.tsx';
import { actorName, ReasonGiven } from '../layout/actor.tsx';
import { Foreign } from '../layout/text.tsx';
import type { Headline } from './headline.ts';
import type { Words } from '../words/words.ts';
import { progressOf } from '../run-in-progress/progress.ts';
import { reasonWords } from '../next-run/reason-sentence.ts';

interface Props {
  readonly headline: Headline;
  readonly status: StatusView | undefined;
  readonly schedule: ScheduleView | undefined;
  /** Epoch milliseconds by the server's clock. */
  readonly now: number;
}

export function Why({ headline, status, schedule, now }: Props) {
  const language = useLanguage();
  const { words, format } = language;
  const { page } = words;
  switch (headline.kind) {
    case 'unknown':
      return <>{page.unknownWords}</>;
    case 'running':
    case 'adrift':
      return (
        <>
          {runWords(headline.run, status, schedule, now, language)}{' '}
          {status?.paused != null && pausedToo(headline.run, words)} <InARow status={status} />
        </>
      );
    case 'paused': {
      const { by, reason, since, until } = headline.pause;
      return (
        <>
          {page.pausedBy(actorName(by, words), format.moment(since, now))}:{' '}
          <ReasonGiven>{reason}</ReasonGiven>.{' '}
          {until === null ? page.pausedForGood : page.pausedUntil(format.moment(until, now))}{' '}
          <InARow status={status} />
        </>
      );
    }
    case 'failing':
      return headline.cause === 'late' ? (
        <>{page.lateWords}</>
      ) : (
        <>
          <InARow status={status} /> <LastFailure status={status} />
        </>
      );
    case 'overdue': {
      const since = format.moment(headline.since, now);
      return (
        <>
          {status?.reason.code === 'pause_over' ? page.pauseOverSince(since) : page.overdueSince(since)}{' '}
          <InARow status={status} />
        </>
      );
    }
    case 'first':
      return <>{page.firstWords}</>;
    case 'loading':
    case 'current':
      return null;
  }
}

/** One that was told to stop does not go on, and of one that nobody answers for nobody knows. */
const pausedToo = ({ state, stop_order }: ActiveRunView, { page, present }: Words): string =>
  (state === 'running' || state === 'waiting') && stop_order === null
    ? page.alsoPaused
    : present.reason.paused();

function runWords(
  run: ActiveRunView,
  status: StatusView | undefined,
  schedule: ScheduleView | undefined,
  now: number,
  language: LanguageContext,
): string {
  const { words, format } = language;
  const last = run.attempts.at(-1);
  if (run.state === 'waiting' && last !== undefined) {
    return `${words.runs.detail.attempt(last.number)}: ${words.runs.outcome[last.outcome]}.`;
  }
  if (run.attempt === null || status === undefined) return '';
  const outlook = progressOf(run, schedule, now)?.outlook;
  if (outlook === undefined) return reasonWords(status.reason, now, language);
  const { expectedEnd, longerThanUsual } = outlook;
  const since = format.moment(run.attempt.started_at, now);
  const { page } = words;
  if (expectedEnd === undefined) return page.runningSince(since);
  return longerThanUsual
    ? page.runningLong(since)
    : page.runningUntil(since, format.moment(expectedEnd, now));
}

/** Nothing while the last run succeeded. */
function InARow({ status }: Pick<Props, 'status'>) {
  const { words } = useLanguage();
  const count = status?.consecutive_failure_count ?? 0;
  return count === 0 ? null : <>{words.page.failedInARow(count)}</>;
}

function LastFailure({ status }: Pick<Props, 'status'>) {
  const { runs } = useLanguage().words;
  const { last_execution_error: error = null, last_execution_outcome: outcome = null } = status ?? {};
  if (error !== null) {
    return (
      <>
        <Foreign>{error.message}</Foreign> — {runs.remedy(error)}
      </>
    );
  }
  // A cancelled run neither ends nor prolongs the row.
  return outcome === null || outcome === 'cancelled' ? null : (
    <>{`${runs.outcome[outcome]}: ${runs.outcomeMeaning[outcome]}.`}</>
  );
}
