/** Why a run is or is not executing now, in the reader's language. */
import type { ReasonView } from '../../api/schemas/status-schemas.ts';
import type { LanguageContext } from '../words/use-language.tsx';
import { actorName } from '../words/actor-name.ts';
import type { ReasonParts } from '../words/english/next-run.ts';

export function reasonSentence(reason: ReasonView, now: number, { words, format }: LanguageContext): string {
  const { page, nextRun } = words;
  const moment = (instant: string | undefined) =>
    instant === undefined ? page.none : format.told(instant, now);
  const parts: ReasonParts = {
    at: moment(reason.at),
    since: moment(reason.since),
    cause: reason.cause === undefined ? page.none : nextRun.cause[reason.cause],
    missed: reason.missed_slots ?? 0,
    attempt: reason.attempt ?? 1,
    lost: nextRun.lost[reason.lost ?? 'process'],
    by: actorName(reason.by ?? page.none, reason.by_id, words),
  };
  const known: Readonly<Record<string, (parts: ReasonParts) => string>> = nextRun.reason;
  // A page that was opened before an update may not know every reason of the newer app.
  return known[reason.code]?.(parts) ?? reason.text;
}
