/** The run in progress: how long, how far, until when, and its latest messages. */
import type { ComponentChildren } from 'preact';
import type { ActiveRunView } from '../../api/schemas/run-schemas.ts';
import type { ProgressView, StopOrderView } from '../../api/schemas/progress-schemas.ts';
import type { ReasonView } from '../../api/schemas/status-schemas.ts';
import type { ScheduleView } from '../../api/schemas/schedule-schemas.ts';
import { useNow } from '../time/use-now.ts';
import { type LanguageContext, useLanguage } from '../words/use-language.tsx';
import { Card } from '../layout/card.tsx';
import { type Fact, fact, Facts } from '../layout/facts.tsx';
import { Actor, ReasonGiven } from '../layout/actor.tsx';
import { isSlow, progressOf, type RunEstimate, type RunProgress, timesIn } from './run-estimate.ts';
import { Messages } from '../layout/messages.tsx';
import { ProgressBar } from './progress-bar.tsx';
import { StateNote } from './state-note.tsx';

interface Props {
  readonly run: ActiveRunView;
  /** Why it is or is not executing now. */
  readonly reason: ReasonView;
  readonly schedule: ScheduleView | undefined;
  /** The button that cancels it. */
  readonly children: ComponentChildren;
}

/** As many as can be read at a glance. */
const messagesShown = 8;

export function RunInProgressCard({ run, reason, schedule, children }: Props) {
  const language = useLanguage();
  const now = useNow();
  const { runInProgress: texts } = language.words;
  const progress = progressOf(run, schedule, now);
  return (
    <Card title={titleOf(run, texts)} area="run-in-progress">
      <StateNote run={run} reason={reason} now={now} />
      {progress?.estimate !== undefined && (
        <ProgressBar estimate={progress.estimate} phase={run.progress?.phase} />
      )}
      <div class="sides">
        <div>
          <Facts facts={factsOf(run, progress, schedule, now, language)} />
          <p>
            <a href={`#run=${run.id}`}>{texts.details}</a>
          </p>
          {children}
        </div>
        {run.progress !== null && (
          <div>
            <h3>{texts.messages}</h3>
            <Messages
              messages={run.progress.messages.slice(-messagesShown)}
              label={texts.messages}
              none={texts.noMessages}
            />
          </div>
        )}
      </div>
    </Card>
  );
}

/** Until its first attempt begins it is not in progress. */
const isStillToBegin = ({ state, attempts }: ActiveRunView): boolean =>
  state === 'waiting' && attempts.length === 0;

const titleOf = (run: ActiveRunView, texts: LanguageContext['words']['runInProgress']): string =>
  !isStillToBegin(run) ? texts.title : run.trigger === 'request' ? texts.requestedRun : texts.waitingRun;

function factsOf(
  run: ActiveRunView,
  progress: RunProgress | undefined,
  schedule: ScheduleView | undefined,
  now: number,
  { words, format }: LanguageContext,
): readonly Fact[] {
  const { runInProgress: texts } = words;
  const dates = format.dates(run.awal, run.akhir);
  const who = <Actor id={run.actor_id}>{run.actor}</Actor>;
  const by = isStillToBegin(run) && run.trigger === 'request' ? texts.requestedBy : texts.startedBy;
  if (progress === undefined) return [fact(texts.range, dates), fact(by, who)];
  const { elapsedSeconds, estimate } = progress;
  const at = (instant: number | undefined) =>
    instant === undefined ? undefined : format.moment(instant, now);
  const times = estimate === undefined ? '' : timesIn(estimate, format);
  const usual = schedule?.usual_duration;
  const usually =
    usual === null ? texts.noUsual : usual && texts.usual(format.duration(usual.median_seconds), usual.runs);
  return [
    fact(texts.elapsed, format.countdown(elapsedSeconds)),
    fact(texts.expectedEnd, isSlow(estimate) ? texts.times(times) : endOf(estimate, texts, at)),
    fact(texts.usualDuration, usually),
    fact(texts.deadline, at(estimate?.deadline)),
    fact(texts.attempt, format.number(run.attempt?.number ?? 1)),
    fact(texts.range, dates),
    fact(texts.startedBy, who),
    fact(texts.rows, run.progress === null ? undefined : rowsOf(run.progress, words, format)),
    fact(texts.stoppedBy, run.stop_order === null ? undefined : <StopRequest order={run.stop_order} />),
  ];
}

const endOf = (
  estimate: RunEstimate | undefined,
  texts: LanguageContext['words']['runInProgress'],
  at: (instant: number | undefined) => string | undefined,
): string | undefined => ((estimate?.timesUsual ?? 0) > 1 ? texts.anyMoment : at(estimate?.expectedEnd));

const rowsOf = (
  { rows_affected: rows }: ProgressView,
  { runs }: LanguageContext['words'],
  format: LanguageContext['format'],
): string => (rows === null ? runs.rowsNotReported : format.number(rows));

/** Who asked it to stop, or that the time limit did. */
function StopRequest({ order }: { readonly order: StopOrderView }) {
  const { runInProgress: texts } = useLanguage().words;
  if (order.by === undefined) return <>{texts.timeLimit}</>;
  return (
    <>
      <Actor id={order.by_id}>{order.by}</Actor>
      {order.reason !== undefined && (
        <>
          : <ReasonGiven>{order.reason}</ReasonGiven>
        </>
      )}
    </>
  );
}
