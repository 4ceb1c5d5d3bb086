/** What a refusal is about, in the reader's language: days, and who closed them. */
import type { Refused } from '../api/client.ts';
import { actorName } from '../words/actor-name.ts';
import type { Words } from '../words/english.ts';
import type { Format } from '../words/format.ts';
import { isolate } from '../words/isolate.ts';

/** The API names no more of them. */
const mostRanges = 20;

/** Undefined where the words of the API say it best. */
export function refusalWords(
  problem: Refused,
  { words, format }: { readonly words: Words; readonly format: Format },
): string | undefined {
  const { problems } = words;
  const { code, dates = [], closed } = problem.error;
  if (code === 'not_settled') {
    const listed = dates.map(({ awal, akhir }) => format.dates(awal, akhir)).join(', ');
    return problems.notSettled(dates.length < mostRanges ? listed : `${listed} …`);
  }
  if (code === 'period_closed' && closed !== undefined) {
    const { through, by, by_id: id, reason } = closed;
    return problems.closedBy(format.calendarDay(through), actorName(by, id, words), isolate(reason));
  }
  return problems.explain(problem);
}
