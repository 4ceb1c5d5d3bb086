/** One page of the history. */
import { Fragment } from 'preact';
import type { RunView } from '../../api/schemas/run-schemas.ts';
import { minute, useNow } from '../time/use-now.ts';
import { useLanguage } from '../words/use-language.tsx';
import { Actor } from '../layout/actor.tsx';
import { LastNote } from '../run-details/run-notes.tsx';
import { RunWarnings } from '../layout/run-warnings.tsx';
import { Outcome } from '../layout/outcome-badge.tsx';
import { whyAddress } from '../why/why-dialog.tsx';
import { lateIn, type Unserved, unservedIn, type SlotFate, type SlotFates } from './unserved-slots.ts';

interface Props {
  readonly runs: readonly RunView[];
  /** What became of the planned slots around them, once it is known. */
  readonly slots: SlotFates | undefined;
  /** The text when there are none. */
  readonly none: string;
}

export function HistoryTable({ runs, slots, none }: Props) {
  const { words } = useLanguage();
  const now = useNow(minute);
  const { history } = words;
  const unserved = slots === undefined ? [] : unservedIn(slots, runs);
  if (runs.length === 0) return <p class="muted">{none}</p>;
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{history.started}</th>
          <th scope="col">{history.outcome}</th>
          <th scope="col">{history.duration}</th>
          <th scope="col" class="wide-only">
            {history.startedBy}
          </th>
          <th scope="col" class="wide-only">
            {history.range}
          </th>
        </tr>
      </thead>
      <tbody>
        {runs.map((run, index) => (
          <Fragment key={run.id}>
            <GapRow gap={unserved.find(({ before }) => before === index)} now={now} />
            <HistoryRow run={run} now={now} late={lateIn(slots, run.id)} />
          </Fragment>
        ))}
        <GapRow gap={unserved.find(({ before }) => before === runs.length)} now={now} />
      </tbody>
    </table>
  );
}

interface RowProps {
  readonly run: RunView;
  readonly now: number;
  readonly late: SlotFate | undefined;
}

function HistoryRow({ run, now, late }: RowProps) {
  const { words, format } = useLanguage();
  const { page, history, runs } = words;
  const started = format.moment(run.started_at ?? run.slot, now);
  return (
    <tr>
      <td class="moment">
        <a href={`#run=${run.id}`} aria-label={history.detailsOf(started)}>
          <time dateTime={run.started_at ?? run.slot}>{started}</time>
        </a>
      </td>
      <td>
        <Outcome run={run} />
        {run.skip_reason !== null && <small class="block">{runs.skip[run.skip_reason]}</small>}
        <RunWarnings warnings={run.warnings} inShort />
        <LastNote notes={run.notes} />
        {late !== undefined && (
          <small class="block">{words.why.late(format.duration(late.delay_seconds ?? 0))}</small>
        )}
        {run.missed_slots > 0 && <small class="block">{history.missed(run.missed_slots)}</small>}
        {(run.skip_reason !== null || run.missed_slots > 0 || late !== undefined) && (
          <Why at={late?.at ?? run.slot} moment={started} />
        )}
      </td>
      <td class="number">
        {run.duration_seconds === null || run.attempts.length === 0
          ? page.none
          : format.duration(run.duration_seconds)}
      </td>
      <td class="wide-only">
        <Actor id={run.actor_id}>{run.actor}</Actor>
      </td>
      <td class="wide-only">{format.dates(run.awal, run.akhir)}</td>
    </tr>
  );
}

interface GapProps {
  readonly gap: Unserved | undefined;
  readonly now: number;
}

/** Planned slots between two runs that none of them served. */
function GapRow({ gap, now }: GapProps) {
  const { words, format } = useLanguage();
  if (gap === undefined) return null;
  const { count, oldest, newest } = gap;
  const first = format.moment(oldest, now);
  return (
    <tr class="gap">
      <td colSpan={5}>
        {words.why.unserved(count, first, format.moment(newest, now))} <Why at={oldest} moment={first} />
      </td>
    </tr>
  );
}

function Why({ at, moment }: { readonly at: string; readonly moment: string }) {
  const { why } = useLanguage().words;
  return (
    <a href={whyAddress(at)} aria-label={why.questionAt(moment)}>
      {why.question}
    </a>
  );
}
