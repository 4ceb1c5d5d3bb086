/** The rows of the history: a run, and planned slots that no run served. */
import type { RunView } from '../../api/schemas/run-schemas.ts';
import { useLanguage } from '../words/use-language.tsx';
import { RunWarnings } from '../layout/run-warnings.tsx';
import { Outcome } from '../layout/outcome-badge.tsx';
import { LastNote } from '../run-details/run-notes.tsx';
import { StartedBy } from '../layout/actor.tsx';
import { whyAddress } from '../why/why-dialog.tsx';
import { type SlotFate, startOf, type Unserved } from './unserved-slots.ts';

interface RunProps {
  readonly run: RunView;
  readonly now: number;
  readonly late: SlotFate | undefined;
}

export function RunRow({ run, now, late }: RunProps) {
  const { words, format } = useLanguage();
  const { page, history, runs } = words;
  const at = startOf(run);
  const moment = format.moment(at, now);
  const dates = format.dates(run.awal, run.akhir);
  const isUsual = run.trigger === 'schedule';
  return (
    <tr data-outcome={run.outcome ?? 'active'}>
      <td class="moment">
        <a href={`#run=${run.id}`} aria-label={history.detailsOf(moment)}>
          <time dateTime={at}>{format.time(at)}</time>
        </a>
      </td>
      <td>
        <Outcome run={run} />
        {!isUsual && (
          <small class="block">
            <StartedBy run={run} />
            <span class="narrow-only"> · {dates}</span>
          </small>
        )}
        {run.skip_reason !== null && <small class="block">{runs.skip[run.skip_reason]}</small>}
        <RunWarnings warnings={run.warnings} inShort />
        <LastNote notes={run.notes} />
        {late !== undefined && (
          <small class="block">{words.why.late(format.duration(late.delay_seconds ?? 0))}</small>
        )}
        {run.missed_slots > 0 && <small class="block">{history.missed(run.missed_slots)}</small>}
        {(run.skip_reason !== null || run.missed_slots > 0 || late !== undefined) && (
          <Why at={late?.at ?? run.slot} moment={moment} />
        )}
      </td>
      <td class="number">
        {run.duration_seconds === null || run.attempts.length === 0
          ? page.none
          : format.duration(run.duration_seconds)}
      </td>
      <td class="wide-only">{dates}</td>
    </tr>
  );
}

interface GapProps {
  readonly gap: Unserved;
  readonly now: number;
}

/** Planned slots between two runs that none of them served. */
export function GapRow({ gap: { count, oldest, newest }, now }: GapProps) {
  const { words, format } = useLanguage();
  const first = format.moment(oldest, now);
  return (
    <tr class="gap">
      <td colSpan={4}>
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
