/** The top of the page, read in two seconds: is the data up to date, and if not, why. */
import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import type { ScheduleView } from '../../api/schemas/schedule-schemas.ts';
import type { StatusView } from '../../api/schemas/status-schemas.ts';
import type { Resource } from '../api/use-followed.ts';
import { useNow } from '../time/use-now.ts';
import { useLanguage } from '../words/use-language.tsx';
import { type Headline, headlineOf } from './headline.ts';
import type { Words } from '../words/english.ts';
import { RunWarnings } from '../layout/run-warnings.tsx';
import { CoverageLines } from './coverage-lines.tsx';
import { HeadlineExplanation } from './headline-explanation.tsx';

interface Props {
  readonly job: string;
  readonly status: Resource<StatusView>;
  readonly schedule: ScheduleView | undefined;
  /** The buttons. */
  readonly children: ComponentChildren;
}

export function HeadlineCard(props: Props) {
  const { job, schedule, children } = props;
  const { data: status, problem, confirmedAt = 0, clockAhead } = props.status;
  const { words } = useLanguage();
  const now = useNow();
  const age = now - clockAhead - confirmedAt;
  const headline = headlineOf({ status, failed: problem !== undefined, age, now });
  const word = wordOf(headline, words);
  useEffect(() => {
    document.title = `${word} · ${job}`;
  }, [word, job]);
  return (
    <section class="card headline" data-state={headline.kind} aria-label={word}>
      <output class="state">{word}</output>
      <p class="why">
        <HeadlineExplanation headline={headline} status={status} schedule={schedule} now={now} />
      </p>
      {status !== undefined && headline.kind !== 'unknown' && (
        <>
          <CoverageLines status={status} now={now} />
          <ClockWentBack status={status} now={now} />
          <LostRepeatedly status={status} />
          <LastSuccess status={status} now={now} />
          {headline.kind !== 'running' && <RunWarnings warnings={status.last_execution_warnings} />}
        </>
      )}
      {children}
    </section>
  );
}

function wordOf(headline: Headline, { headline: texts, page, runs }: Words): string {
  switch (headline.kind) {
    case 'process_lost':
      return runs.state[headline.run.state];
    case 'running': {
      const { state, attempts } = headline.run;
      if (state !== 'waiting') return runs.state[state];
      return attempts.length === 0 ? texts.word.starting : texts.word.retrying;
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
    <p>{words.headline.clockWentBack(format.duration(back.by_seconds), format.moment(back.since, now))}</p>
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
  const moment = format.moment(last, now);
  if (status.clock_went_back != null && Date.parse(last) > now)
    return <p>{words.headline.lastSuccessAhead(moment)}</p>;
  const age = format.duration((now - Date.parse(last)) / 1_000);
  return <p>{words.headline.lastSuccess(age, moment)}</p>;
}
