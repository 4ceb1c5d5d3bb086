/** The run in progress: how long, how far, until when, and what the procedure said last. */
import type { ComponentChildren } from 'preact';
import type { ActiveRunView } from '../../core/api/run-answers.ts';
import type { ScheduleView } from '../../core/api/schedule-answer.ts';
import { useNow } from '../context/clock.tsx';
import { type LanguageContext, useLanguage } from '../context/language.tsx';
import { Card } from '../layout/card.tsx';
import { type Fact, fact, Facts } from '../layout/facts.tsx';
import { Actor } from '../layout/actor.tsx';
import { progressOf, type RunProgress } from '../state/progress.ts';
import { Messages } from './messages.tsx';
import { ProgressBar } from './progress-bar.tsx';

interface Props {
  readonly run: ActiveRunView;
  readonly schedule: ScheduleView | undefined;
  /** Cancelling it. */
  readonly children: ComponentChildren;
}

/** As many of the latest as can be taken in at a glance. */
const messagesShown = 8;

export function LiveRunCard({ run, schedule, children }: Props) {
  const language = useLanguage();
  const now = useNow();
  const { live } = language.words.present;
  const progress = progressOf(run, schedule, now);
  return (
    <Card title={live.title} area="live">
      <StateNote run={run} now={now} />
      {progress !== undefined && <ProgressBar progress={progress} phase={run.progress?.phase} />}
      <div class="sides">
        <div>
          <Facts facts={factsOf(run, progress, schedule, now, language)} />
          <p>
            <a href={`#run=${run.id}`}>{live.details}</a>
          </p>
          {children}
        </div>
        {run.state !== 'waiting' && (
          <div>
            <h3>{live.messages}</h3>
            <Messages
              messages={run.progress?.messages.slice(-messagesShown) ?? []}
              label={live.messages}
              none={live.noMessages}
            />
          </div>
        )}
      </div>
    </Card>
  );
}

/** What is out of the ordinary about it. */
function StateNote({ run, now }: { readonly run: ActiveRunView; readonly now: number }) {
  const { words, format } = useLanguage();
  const { live } = words.present;
  switch (run.state) {
    case 'waiting':
      return run.attempts.length === 0 || run.next_attempt_at === null ? (
        <p>{live.startsSoon}</p>
      ) : (
        <p>{live.nextAttempt(run.attempts.length + 1, format.moment(run.next_attempt_at, now))}</p>
      );
    case 'stopping':
    case 'reconciling':
    case 'orphaned':
      return <p class="note">{live[run.state]}</p>;
    case 'running':
    case 'finished':
      return null;
  }
}

function factsOf(
  run: ActiveRunView,
  progress: RunProgress | undefined,
  schedule: ScheduleView | undefined,
  now: number,
  { words, format }: LanguageContext,
): readonly Fact[] {
  const { live } = words.present;
  const dates = format.dates(run.awal, run.akhir);
  const who = <Actor>{run.actor}</Actor>;
  if (progress === undefined) return [fact(live.range, dates), fact(live.trigger, who)];
  const { elapsedSeconds, expectedEnd, longerThanUsual, deadline } = progress;
  const usual = schedule?.usual_duration;
  const usually =
    usual == null ? live.noUsual : live.usual(format.duration(usual.median_seconds), usual.runs);
  const expected = expectedEnd === undefined ? undefined : format.moment(expectedEnd, now);
  return [
    fact(live.elapsed, format.countdown(elapsedSeconds)),
    fact(live.expectedEnd, longerThanUsual ? live.longer : expected),
    fact(live.usualDuration, usually),
    fact(live.deadline, deadline === undefined ? undefined : format.moment(deadline, now)),
    fact(live.attempt, format.number(run.attempt?.number ?? 1)),
    fact(live.range, dates),
    fact(live.trigger, who),
    fact(live.rows, format.number(run.progress?.rows_affected ?? 0)),
  ];
}
