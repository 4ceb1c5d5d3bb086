/** How far the procedure says that it is: the percentage in the latest of its messages that has one. */
import type { ProcedureMessage } from './lease.ts';

/** `40%`, `40.5 %` or `40,5%`, and nothing above 100. */
const percentage = /(?<![\d.,])(?:100(?:[.,]0+)?|\d{1,2}(?:[.,]\d+)?)(?=\s?%)/;

/** From 0 to 100; undefined when no message has a percentage. `messages` oldest first. */
export function percentOf(messages: readonly ProcedureMessage[]): number | undefined {
  const text = messages.map((each) => percentage.exec(each.text)?.[0]).findLast((each) => each !== undefined);
  return text === undefined ? undefined : Number(text.replace(',', '.'));
}
