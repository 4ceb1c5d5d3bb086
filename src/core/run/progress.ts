/** What a running procedure has sent so far, and how far along it says it is. */
import { z } from 'zod';
import { EpochMs } from '../time/time.ts';

/** A message that the procedure sent, or a note in place of those that are not kept. */
export const ProcedureMessage = z
  .object({
    at: EpochMs,
    text: z.string(),
    number: z.int(),
    /** In a note: how many there were. */
    dropped: z.int().exactOptional(),
  })
  .readonly();
export type ProcedureMessage = z.infer<typeof ProcedureMessage>;

/** Stands in front of the messages that are kept. */
export const droppedNote = (at: EpochMs, dropped: number): ProcedureMessage => ({
  at,
  text: dropped === 1 ? '(the first message is not kept)' : `(the first ${dropped} messages are not kept)`,
  number: 0,
  dropped,
});

export const Progress = z
  .object({
    phase: z.enum(['connecting', 'executing']),
    /** 0 as well when the server has reported none. */
    rowsAffected: z.int(),
    rowsReported: z.literal(false).exactOptional(),
    messageCount: z.int(),
    /** The latest that a message told, where the messages themselves are not kept in full. */
    percent: z.number().exactOptional(),
    /** The latest messages, oldest first, few enough to fit the row. */
    messages: z.array(ProcedureMessage).readonly(),
  })
  .readonly();
export type Progress = z.infer<typeof Progress>;

export const noProgress: Progress = {
  phase: 'connecting',
  rowsAffected: 0,
  rowsReported: false,
  messageCount: 0,
  messages: [],
};

/** A row count at this limit stands for itself or more: beyond it no integer is exact. */
export const mostRows = Number.MAX_SAFE_INTEGER;

/** How many rows were changed, or undefined while the server has not said so. */
export const reportedRows = ({
  rowsAffected,
  rowsReported,
}: Pick<Progress, 'rowsAffected' | 'rowsReported'>): number | undefined =>
  rowsReported === false ? undefined : rowsAffected;

export const rowsInWords = (rows: number | undefined): string =>
  rows === undefined
    ? 'row count not reported'
    : `${rows < mostRows ? '' : 'at least '}${rows} rows affected`;

/** `40%`, `40.5 %` or `40,5%`, and nothing above 100. */
const percentage = /(?<![\d.,])(?:100(?:[.,]0+)?|\d{1,2}(?:[.,]\d+)?)(?=\s?%)/;

/** The percentage in the latest message that has one; `messages` are oldest first. */
export function percentOf(messages: readonly ProcedureMessage[]): number | undefined {
  const text = messages.map((each) => percentage.exec(each.text)?.[0]).findLast((each) => each !== undefined);
  return text === undefined ? undefined : Number(text.replace(',', '.'));
}
