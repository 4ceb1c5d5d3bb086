/** What somebody sees in the first two seconds: is the work current, and if not, why. */
import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import type { ActiveRunView } from '../../core/api/run-answers.ts';
import type { ScheduleView } from '../../core/api/schedule-answer.ts';
import type { StatusView } from '../../core/api/status-answer.ts';
import type { Resource } from '../api/use-resource.ts';
import { useNow } from '../context/clock.tsx';
import { type LanguageContext, useLanguage } from '../context/language.tsx';
import { actorName, ReasonGiven } from '../layout/actor.tsx';
import { Foreign } from '../layout/text.tsx';
import { progressOf } from '../state/progress.ts';
import { type Headline, headlineOf } from '../state/headline.ts';
import type { Words } from '../words/words.ts';

interface Props {
  readonly job: string;
  readonly status: Resource<StatusView>;
  readonly schedule: ScheduleView | undefined;
  readonly timeoutSeconds: number;
  /** What can be done about it. */
  readonly children: ComponentChildren;
}

export function HeadlineCard(props: Props) {
  const { job, schedule, timeoutSeconds, children } = props;
  const { data: status, problem, confirmedAt = 0, clockAhead } = props.status;
  const language = useLanguage();
  const now = useNow();
  const age = now - clockAhead - confirmedAt;
  const headline = headlineOf({ status, failed: problem !== undefined, age, now, timeoutSeconds });
  const word = wordOf(headline, language.words);
  useEffect(() => {
    document.title = `${word} · ${job}`;
  }, [word, job]);
  return (
    <section class="card headline" data-state={headline.kind} aria-label={word}>
      <output class="state">{word}</output>
      <p class="why">{whyOf(headline, status, schedule, now, language)}</p>
      {status !== undefined && headline.kind !== 'unknown' && <LastSuccess status={status} now={now} />}
      {children}
    </section>
  );
}

function wordOf(headline: Headline, { page }: Words): string {
  switch (headline.kind) {
    case 'failing':
      return headline.cause === 'overdue' ? page.headline.overdue : page.headline.failing;
    case 'running': {
      const { state, attempts } = headline.run;
      if (state !== 'waiting') return page.headline.running;
      return attempts.length === 0 ? page.headline.starting : page.headline.retrying;
    }
    case 'loading':
      return page.loading;
    case 'unknown':
    case 'paused':
    case 'first':
    case 'current':
      return page.headline[headline.kind];
  }
}

function whyOf(
  headline: Headline,
  status: StatusView | undefined,
  schedule: ScheduleView | undefined,
  now: number,
  { words, format }: LanguageContext,
): ComponentChildren {
  const { page } = words;
  switch (headline.kind) {
    case 'unknown':
      return page.unknownWords;
    case 'running':
      return (
        <>
          {runningWords(headline.run, schedule, now, { words, format })}{' '}
          {status?.paused != null && page.alsoPaused}
        </>
      );
    case 'paused': {
      const { by, reason, since, until } = headline.pause;
      return (
        <>
          {page.pausedBy(actorName(by, words), format.moment(since, now))}:{' '}
          <ReasonGiven>{reason}</ReasonGiven>.{' '}
          {until === null ? page.pausedForGood : page.pausedUntil(format.moment(until, now))}
        </>
      );
    }
    case 'failing':
      return <WhyFailing cause={headline.cause} status={status} now={now} />;
    case 'first':
      return page.firstWords;
    case 'loading':
    case 'current':
      return undefined;
  }
}

function runningWords(
  run: ActiveRunView,
  schedule: ScheduleView | undefined,
  now: number,
  { words, format }: Pick<LanguageContext, 'words' | 'format'>,
): string {
  const progress = progressOf(run, schedule, now);
  const last = run.attempts.at(-1);
  if (run.state === 'waiting' && last !== undefined) {
    return `${words.runs.detail.attempt(last.number)}: ${words.runs.outcome[last.outcome]}.`;
  }
  if (run.attempt === null || progress === undefined) return '';
  const { expectedEnd, longerThanUsual } = progress;
  const since = format.moment(run.attempt.started_at, now);
  const { page } = words;
  if (expectedEnd === undefined) return page.runningSince(since);
  return longerThanUsual
    ? page.runningLong(since)
    : page.runningUntil(since, format.moment(expectedEnd, now));
}

interface FailingProps {
  readonly cause: Extract<Headline, { kind: 'failing' }>['cause'];
  readonly status: StatusView | undefined;
  readonly now: number;
}

function WhyFailing({ cause, status, now }: FailingProps) {
  const { words, format } = useLanguage();
  const { page } = words;
  switch (cause) {
    case 'failed':
      return (
        <>
          {page.failedInARow(status?.consecutive_failure_count ?? 0)}{' '}
          <Foreign lang="en">{status?.last_execution_message ?? ''}</Foreign>
        </>
      );
    case 'overdue': {
      const due = status?.reason.at ?? status?.next_execution_time;
      return <>{page.overdueSince(due == null ? page.none : format.moment(due, now))}</>;
    }
    case 'late':
      return <>{page.lateWords}</>;
  }
}

function LastSuccess({ status, now }: { readonly status: StatusView; readonly now: number }) {
  const { words, format } = useLanguage();
  const { last_success_time: last } = status;
  if (last === null) return <p>{words.page.noSuccess}</p>;
  const age = format.duration((now - Date.parse(last)) / 1_000);
  return <p>{words.page.lastSuccess(age, format.moment(last, now))}</p>;
}
