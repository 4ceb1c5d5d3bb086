/** Which days are complete, which are missing and what happens to them, and where late input waits. */
import type { CoverageView, CutOffView } from '../../api/schemas/coverage-schemas.ts';
import type { StatusView } from '../../api/schemas/status-schemas.ts';
import { ReasonGiven } from '../layout/actor.tsx';
import { actorName } from '../words/actor-name.ts';
import { useLanguage } from '../words/use-language.tsx';
import { lateInput, listDates } from './told-dates.ts';

interface Props {
  readonly status: StatusView;
  /** Epoch milliseconds by the server's clock. */
  readonly now: number;
}

export function CoverageLines({ status, now }: Props) {
  const { words, format } = useLanguage();
  const { coverage } = status;
  if (coverage === null) return null;
  const { coverage: texts } = words;
  const { settled_through: through, today, gap_days: missing, gaps } = coverage;
  const complete =
    through === null
      ? texts.noneComplete(format.calendarDay(coverage.since))
      : texts.complete(format.calendarDay(through));
  const current = today.as_of === null ? texts.todayNotYet : texts.asOf(format.told(today.as_of, now));
  return (
    <>
      {missing > 0 && (
        <p class="missing">
          {texts.missing(missing, listDates(gaps, missing, format, texts.others))}{' '}
          <WhatNext coverage={coverage} isPaused={status.paused !== null} />
        </p>
      )}
      <p>{`${complete}; ${current}.`}</p>
      {coverage.cut_off !== null && <ClosingDay cutOff={coverage.cut_off} now={now} />}
      <LateInput coverage={coverage} />
      <Reopened coverage={coverage} now={now} />
    </>
  );
}

/** By when the last run must start, and the warning that it may be too late. */
function ClosingDay({ cutOff, now }: Pick<Props, 'now'> & { readonly cutOff: CutOffView }) {
  const { words, format } = useLanguage();
  const { closingDay: texts } = words.coverage;
  const { day, unsettled_days: days, start_by: by, in_danger: inDanger } = cutOff;
  const isPast = by !== null && Date.parse(by) < now;
  return (
    <p>
      {inDanger && (
        <strong>
          <span aria-hidden="true">⚠</span> {texts.inDanger}{' '}
        </strong>
      )}
      {texts.name(format.calendarDay(day))}:{' '}
      {by === null ? texts.complete : texts.startBy(days, format.moment(by, now), isPast)}
    </p>
  );
}

function WhatNext({ coverage, isPaused }: { readonly coverage: CoverageView; readonly isPaused: boolean }) {
  const { words } = useLanguage();
  const { next } = words.coverage;
  const { mode, state, plan, paused, failures, last_run: last } = coverage.backfill;
  switch (state) {
    case 'paused':
      return paused === null ? null : (
        <>
          {next.paused(actorName(paused.by, paused.by_id, words))}: <ReasonGiven>{paused.reason}</ReasonGiven>
          .
        </>
      );
    case 'stopped':
      return (
        <>
          {next.stopped(failures)}{' '}
          {last !== null && <a href={`#run=${last.run_id}`}>{words.coverage.lastAttempt}</a>}
        </>
      );
    case 'idle':
    case 'waiting':
      if (failures > 0) return <>{next.retried}</>;
      if (plan !== null) return <>{mode === 'ask' ? next.planOnly : next.planFirst}</>;
      return <>{isPaused ? next.afterPause : next.waiting}</>;
    case 'running':
      return <>{plan !== null && mode === 'ask' ? next.planOnly : next.running}</>;
    case 'offered':
      return <>{next.offered}</>;
  }
}

function LateInput({ coverage }: { readonly coverage: CoverageView }) {
  const { words, format } = useLanguage();
  const { coverage: texts } = words;
  const { open, closed } = lateInput(coverage);
  const datesOf = ({ days, dates }: typeof open): string => listDates(dates, days, format, texts.others);
  return (
    <>
      {open.days > 0 && <p>{texts.late(open.days, datesOf(open))}</p>}
      {closed.days > 0 && <p>{texts.lateClosed(closed.days, datesOf(closed))}</p>}
    </>
  );
}

/** Only while it lasts: it is easily forgotten. */
function Reopened({ coverage, now }: Pick<Props, 'now'> & { readonly coverage: CoverageView }) {
  const { words, format } = useLanguage();
  const { closed } = coverage;
  if (closed === null || closed.reopened === null) return null;
  const { from, until } = closed.reopened;
  if (from > closed.through) return null;
  return <p>{words.coverage.reopened(format.dates(from, closed.through), format.told(until, now))}</p>;
}
