/** The run in progress: how long, how far, until when, and what the procedure said last. */
import type { ComponentChildren } from 'preact';
import type { ActiveRunView, StopOrderView } from '../../api/schemas/run-schemas.ts';
import type { ReasonView } from '../../api/schemas/status-schemas.ts';
import type { ScheduleView } from '../../api/schemas/schedule-schemas.ts';
import { useNow } from '../time/use-now.ts';
import { type LanguageContext, useLanguage } from '../words/use-language.tsx';
import { Card } from '../layout/card.tsx';
import { type Fact, fact, Facts } from '../layout/facts.tsx';
import { Actor, ReasonGiven } from '../layout/actor.tsx';
import { progressOf, type RunProgress } from './progress.ts';
import { Messages } from '../run-details/messages.tsx';
import { ProgressBar } from './progress-bar.tsx';

interface Props {
  readonly run: ActiveRunView;
  /** Why it does what it does. */
  readonly reason: ReasonView;
  readonly schedule: ScheduleView | undefined;
  /** Cancelling it. */
  readonly children: ComponentChildren;
}

/** As many of the latest as can be taken in at a glance. */
const messagesShown = 8;

export function LiveRunCard({ run, reason, schedule, children }: Props) {
  const language = useLanguage();
  const now = useNow();
  const { live } = language.words.present;
  const progress = progressOf(run, schedule, now);
  return (
    <Card title={live.title} area="live">
      <StateNote run={run} reason={reason} now={now} />
      {progress?.outlook !== undefined && (
        <ProgressBar outlook={progress.outlook} phase={run.progress?.phase} />
      )}
      <div class="sides">
        <div>
          <Facts facts={factsOf(run, progress, schedule, now, language)} />
          <p>
            <a href={`#run=${run.id}`}>{live.details}</a>
          </p>
          {children}
        </div>
        {run.progress !== null && (
          <div>
            <h3>{live.messages}</h3>
            <Messages
              messages={run.progress.messages.slice(-messagesShown)}
              label={live.messages}
              none={live.noMessages}
            />
          </div>
        )}
      </div>
    </Card>
  );
}

interface NoteProps extends Pick<Props, 'run' | 'reason'> {
  readonly now: number;
}

/** What is out of the ordinary about it. */
function StateNote({ run, reason, now }: NoteProps) {
  const { words, format } = useLanguage();
  const { live } = words.present;
  switch (run.state) {
    case 'waiting':
      // When it follows, the reason knows: a pause holds it back, and then the time after the pause.
      if (reason.code === 'requested' || reason.code === 'retry_due') return <p>{live.startsSoon}</p>;
      if (reason.code === 'retry_held_by_pause') return <p>{words.present.reason.retry_held_by_pause()}</p>;
      return reason.code === 'waiting_for_retry' && reason.at !== undefined ? (
        <p>{live.nextAttempt(run.attempts.length + 1, format.moment(reason.at, now))}</p>
      ) : null;
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
  const { elapsedSeconds, outlook } = progress;
  const at = (instant: number | undefined) =>
    instant === undefined ? undefined : format.moment(instant, now);
  const usual = schedule?.usual_duration;
  const usually =
    usual === null ? live.noUsual : usual && live.usual(format.duration(usual.median_seconds), usual.runs);
  return [
    fact(live.elapsed, format.countdown(elapsedSeconds)),
    fact(live.expectedEnd, outlook?.longerThanUsual ? live.longer : at(outlook?.expectedEnd)),
    fact(live.usualDuration, usually),
    fact(live.deadline, at(outlook?.deadline)),
    fact(live.attempt, format.number(run.attempt?.number ?? 1)),
    fact(live.range, dates),
    fact(live.trigger, who),
    fact(live.rows, run.progress === null ? undefined : format.number(run.progress.rows_affected)),
    fact(live.stopOrder, run.stop_order === null ? undefined : <StopOrder order={run.stop_order} />),
  ];
}

/** Who told it to stop, or that the time limit did. */
function StopOrder({ order }: { readonly order: StopOrderView }) {
  const { live } = useLanguage().words.present;
  if (order.by === undefined) return <>{live.deadline}</>;
  return (
    <>
      <Actor>{order.by}</Actor>
      {order.reason !== undefined && (
        <>
          : <ReasonGiven>{order.reason}</ReasonGiven>
        </>
      )}
    </>
  );
}
