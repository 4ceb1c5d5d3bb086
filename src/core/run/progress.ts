/** What a running procedure has sent so far, and how far along it says it is. */
import { z } from 'zod';
import { EpochMs } from '../time/time.ts';

/** A message that the procedure sent, or an error token. */
export const ProcedureMessage = z.object({ at: EpochMs, text: z.string(), number: z.int() }).readonly();
export type ProcedureMessage = z.infer<typeof ProcedureMessage>;

export const Progress = z
  .object({
    phase: z.enum(['connecting', 'executing']),
    rowsAffected: z.int(),
    messageCount: z.int(),
    /** The latest messages, oldest first, few enough to fit the row. */
    messages: z.array(ProcedureMessage).readonly(),
  })
  .readonly();
export type Progress = z.infer<typeof Progress>;

export const noProgress: Progress = { phase: 'connecting', rowsAffected: 0, messageCount: 0, messages: [] };

/** `40%`, `40.5 %` or `40,5%`, and nothing above 100. */
const percentage = /(?<![\d.,])(?:100(?:[.,]0+)?|\d{1,2}(?:[.,]\d+)?)(?=\s?%)/;

/** The percentage in the latest message that has one; `messages` are oldest first. */
export function percentOf(messages: readonly ProcedureMessage[]): number | undefined {
  const text = messages.map((each) => percentage.exec(each.text)?.[0]).findLast((each) => each !== undefined);
  return text === undefined ? undefined : Number(text.replace(',', '.'));
}
