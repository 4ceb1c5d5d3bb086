/** Why a run is or is not executed now, in the reader's language. */
import type { ReasonView } from '../../api/schemas/status-schemas.ts';
import type { LanguageContext } from '../words/use-language.tsx';
import { actorName } from '../layout/actor.tsx';
import type { ReasonParts } from '../words/english/present.ts';

export function reasonWords(reason: ReasonView, now: number, { words, format }: LanguageContext): string {
  const { page, present } = words;
  const moment = (instant: string | undefined) =>
    instant === undefined ? page.none : format.moment(instant, now);
  const parts: ReasonParts = {
    at: moment(reason.at),
    since: moment(reason.since),
    cause: reason.cause === undefined ? page.none : present.cause[reason.cause],
    missed: reason.missed_slots ?? 0,
    attempt: reason.attempt ?? 1,
    by: actorName(reason.by ?? page.none, words),
  };
  const known: Readonly<Record<string, (parts: ReasonParts) => string>> = present.reason;
  // A newer app may have reasons that a page which was opened before does not know.
  return known[reason.code]?.(parts) ?? reason.text;
}
