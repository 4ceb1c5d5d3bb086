/** The sentence below the headline: since when, until when, by whom, or what failed. */
import type { ActiveRunView } from '../../api/schemas/run-schemas.ts';
import type { ScheduleView } from '../../api/schemas/schedule-schemas.ts';
import type { StatusView } from '../../api/schemas/status-schemas.ts';
import { type LanguageContext, useLanguage } from '../words/use-language.tsx';
import { ReasonGiven } from '../layout/actor.tsx';
import { sentence } from '../words/isolate.ts';
import { actorName } from '../words/actor-name.ts';
import type { Headline } from './headline.ts';
import type { Words } from '../words/english.ts';
import { isSlow, progressOf, timesIn } from '../run-in-progress/run-estimate.ts';
import { reasonSentence } from '../next-run/reason-sentence.ts';

interface Props {
  readonly headline: Headline;
  readonly status: StatusView | undefined;
  readonly schedule: ScheduleView | undefined;
  /** Epoch milliseconds by the server's clock. */
  readonly now: number;
}

export function HeadlineExplanation({ headline, status, schedule, now }: Props) {
  const language = useLanguage();
  const { code, words, format } = language;
  const { headline: texts } = words;
  switch (headline.kind) {
    case 'unknown':
      return <>{texts.unknown}</>;
    case 'running':
    case 'process_lost':
      return (
        <>
          {runWords(headline.run, status, schedule, now, language)}{' '}
          {status?.paused != null && pausedToo(headline.run, words)} <InARow status={status} />
        </>
      );
    case 'paused': {
      const { by, by_id, reason, since, until } = headline.pause;
      return (
        <>
          {texts.pausedBy(actorName(by, by_id, words), format.told(since, now))}:{' '}
          <ReasonGiven>{reason}</ReasonGiven>.{' '}
          {until === null ? texts.pausedForGood : texts.pausedUntil(format.told(until, now))}{' '}
          <InARow status={status} />
        </>
      );
    }
    case 'failing':
      return headline.cause === 'late' ? <>{texts.late}</> : <InARow status={status} />;
    case 'overdue': {
      const since = format.told(headline.since, now);
      return (
        <>
          {status?.reason.code === 'pause_over' ? texts.pauseOverSince(since) : texts.overdueSince(since)}{' '}
          {texts.overdueAdvice} <InARow status={status} />
        </>
      );
    }
    case 'first':
      return <>{texts.first}</>;
    case 'current':
      return status?.adapted_interval == null ? null : <>{sentence(status.adapted_interval.words[code])}</>;
    case 'loading':
    case 'incomplete':
    case 'clock_went_back':
      return null;
  }
}

/** A run that was asked to stop does not continue, and whether one out of the app's control does, nobody knows. */
const pausedToo = ({ state, stop_order }: ActiveRunView, { headline, nextRun }: Words): string =>
  (state === 'running' || state === 'waiting') && stop_order === null
    ? headline.alsoPaused
    : nextRun.reason.paused();

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
    return `${words.runDetails.attempt(last.number)}: ${words.runs.outcome[last.outcome]}.`;
  }
  if (status === undefined) return '';
  // Its own card says when it starts; this one, who asked for it.
  if (run.attempt === null)
    return status.reason.code === 'requested' ? reasonSentence(status.reason, now, language) : '';
  const estimate = progressOf(run, schedule, now)?.estimate;
  if (estimate === undefined) return reasonSentence(status.reason, now, language);
  const { expectedEnd, timesUsual } = estimate;
  const since = format.told(run.attempt.started_at, now);
  const { headline: texts } = words;
  if (expectedEnd === undefined) return texts.runningSince(since);
  if (isSlow(estimate)) {
    const usual = format.duration(schedule?.usual_duration?.median_seconds ?? 0);
    return texts.runningLong(since, timesIn(estimate, format), usual);
  }
  return timesUsual > 1 ? texts.runningOver(since) : texts.runningUntil(since, format.told(expectedEnd, now));
}

/** Nothing while the last run succeeded. */
function InARow({ status }: Pick<Props, 'status'>) {
  const { words } = useLanguage();
  const count = status?.consecutive_failure_count ?? 0;
  return count === 0 ? null : <>{words.headline.failedInARow(count)}</>;
}
