/** The top of the page, read in two seconds: is the data up to date, and if not, why. */
import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import type { RunListView } from '../../api/schemas/run-schemas.ts';
import type { ScheduleView } from '../../api/schemas/schedule-schemas.ts';
import type { StatusView } from '../../api/schemas/status-schemas.ts';
import type { Resource } from '../api/use-followed.ts';
import { useNow } from '../time/use-now.ts';
import { useLanguage } from '../words/use-language.tsx';
import { type Headline, headlineOf } from './headline.ts';
import type { Words } from '../words/english.ts';
import { isSlow, progressOf } from '../run-in-progress/run-estimate.ts';
import { RunWarnings } from '../layout/run-warnings.tsx';
import { CoverageLines } from './coverage-lines.tsx';
import { showIcon } from './favicon.ts';
import { HeadlineExplanation } from './headline-explanation.tsx';
import { LastFailure } from './last-failure.tsx';
import { OutcomeStrip } from './outcome-strip.tsx';

interface Props {
  readonly job: string;
  readonly status: Resource<StatusView>;
  readonly schedule: ScheduleView | undefined;
  readonly runs: RunListView | undefined;
  /** The buttons: which of them leads on depends on what is wrong. */
  readonly children: (headline: Headline) => ComponentChildren;
}

export function HeadlineCard(props: Props) {
  const { job, schedule, runs, children } = props;
  const { data: status, problem, confirmedAt = 0, clockAhead } = props.status;
  const { words } = useLanguage();
  const now = useNow();
  const age = now - clockAhead - confirmedAt;
  const headline = headlineOf({ status, failed: problem !== undefined, age, now });
  const slow = headline.kind === 'running' && isSlow(progressOf(headline.run, schedule, now)?.estimate);
  const word = wordOf(headline, slow, words);
  const state = slow ? 'slow' : headline.kind;
  useEffect(() => {
    document.title = `${word} · ${job}`;
  }, [word, job]);
  useEffect(() => showIcon(state), [state]);
  return (
    <section class="card headline" data-state={state} aria-label={word}>
      <div class="told">
        <output class="state">{word}</output>
        <p class="why">
          <HeadlineExplanation headline={headline} status={status} schedule={schedule} now={now} />
        </p>
        {headline.kind === 'failing' && headline.cause === 'failed' && <LastFailure status={status} />}
        {status !== undefined && headline.kind !== 'unknown' && (
          <>
            <CoverageLines status={status} now={now} />
            <ClockWentBack status={status} now={now} />
            <LostRepeatedly status={status} />
            <LastSuccess status={status} now={now} />
            {headline.kind !== 'running' && <RunWarnings warnings={status.last_execution_warnings} />}
          </>
        )}
        {children(headline)}
      </div>
      {runs !== undefined && <OutcomeStrip runs={runs.runs} />}
    </section>
  );
}

function wordOf(headline: Headline, slow: boolean, { headline: texts, page, runs }: Words): string {
  switch (headline.kind) {
    case 'process_lost':
      return runs.state[headline.run.state];
    case 'running': {
      const { state, attempts, trigger } = headline.run;
      if (state === 'running') return slow ? texts.word.slow : texts.word.computing;
      if (state !== 'waiting') return runs.state[state];
      if (attempts.length > 0) return texts.word.retrying;
      return trigger === 'request' ? texts.word.requested : texts.word.starting;
    }
    case 'loading':
      return page.loading;
    case 'failing':
    case 'overdue':
    case 'clock_went_back':
    case 'unknown':
    case 'paused':
    case 'incomplete':
    case 'first':
    case 'current':
      return texts.word[headline.kind];
  }
}

interface StatusProps {
  readonly status: StatusView;
  readonly now: number;
}

function ClockWentBack({ status: { clock_went_back: back }, now }: StatusProps) {
  const { words, format } = useLanguage();
  if (back == null) return null;
  return (
    <p>{words.headline.clockWentBack(format.duration(back.by_seconds), format.told(back.since, now))}</p>
  );
}

function LostRepeatedly({ status: { lost_repeatedly: repeatedly } }: Pick<StatusProps, 'status'>) {
  const { words } = useLanguage();
  if (repeatedly == null) return null;
  return (
    <p>
      <span aria-hidden="true">⚠</span> {words.headline.lostRepeatedly(repeatedly.lost, repeatedly.of)}
    </p>
  );
}

function LastSuccess({ status, now }: StatusProps) {
  const { words, format } = useLanguage();
  const { last_success_time: last } = status;
  if (last === null) return <p>{words.headline.noSuccess}</p>;
  const moment = format.told(last, now);
  if (status.clock_went_back != null && Date.parse(last) > now)
    return <p>{words.headline.lastSuccessAhead(moment)}</p>;
  const seconds = (now - Date.parse(last)) / 1_000;
  const age = seconds < 60 ? '' : format.duration(seconds);
  return <p>{words.headline.lastSuccess(age, moment)}</p>;
}
