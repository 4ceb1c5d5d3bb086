/**
 * Makes documents fit a string property (at most 64 KiB of UTF-16, docs/facts/table-storage.md). Cuts texts, and only
 * then lists: no record may be too large to finish a run.
 */
import { droppedNote, type ProcedureMessage } from '../../core/run/progress.ts';

/** UTF-16 code units; the service allows 32,768. */
export const documentLimit = 32_000;

const textLimits = [4_000, 2_000, 1_000, 500, 250, 120, 60, 30];

/** Ids, hashes, names of instances and of time zones are compared: a part of one would be another. */
const freeTexts: ReadonlySet<string> = new Set(
  'text message remedy reason actor by changedBy procedure code version'.split(' '),
);
/** More than any setting permits; only a damaged row has them. */
const arrayLimits = [50, 20, 10, 5, 1];

/** The value as JSON, its longest texts cut as far as necessary; then the beginnings of its lists. */
export function fitDocument(value: unknown): string {
  const whole = JSON.stringify(value);
  if (whole.length <= documentLimit) return whole;
  for (const limit of textLimits) {
    const cut = JSON.stringify(value, (key, part: unknown) => cutPart(key, part, limit));
    if (cut.length <= documentLimit) return cut;
  }
  for (const limit of arrayLimits) {
    const cut = JSON.stringify(value, (key, part: unknown) =>
      Array.isArray(part) ? part.slice(-limit) : cutPart(key, part, 30),
    );
    if (cut.length <= documentLimit) return cut;
  }
  throw new Error(
    `a document of ${whole.length} characters cannot be cut to the ${documentLimit} that a table property holds: ${whole.slice(0, 200)}…`,
  );
}

const cutPart = (key: string, part: unknown, limit: number): unknown =>
  typeof part === 'string' && freeTexts.has(key) ? cutText(part, limit) : part;

/** The whole JSON, for as many columns as necessary, where nothing may be cut. */
export function splitDocument(value: unknown): readonly [string, ...string[]] {
  const whole = JSON.stringify(value);
  const rest: string[] = [];
  const first = cutAt(whole, 0);
  for (let start = first.length; start < whole.length; start += rest.at(-1)?.length ?? 0) {
    rest.push(cutAt(whole, start));
  }
  return [first, ...rest];
}

/** Never between the two halves of a surrogate pair: each part is stored as a text of its own. */
function cutAt(text: string, start: number): string {
  const part = text.slice(start, start + documentLimit);
  return /[\uD800-\uDBFF]$/.test(part) ? part.slice(0, -1) : part;
}

/**
 * As many of the last messages as fit, after a note of how many are missing. A note that is there already counts on:
 * it stands for those that were dropped before.
 */
export function fitMessages(
  given: readonly ProcedureMessage[],
  limit = documentLimit,
): readonly ProcedureMessage[] {
  const before = given[0]?.dropped ?? 0;
  const messages = before === 0 ? given : given.slice(1);
  const cut = messages.map((message) => ({ ...message, text: cutText(message.text, 4_000) }));
  let size = noteSize;
  let first = cut.length;
  while (first > 0) {
    size += JSON.stringify(cut[first - 1]).length + 1;
    if (size > limit) break;
    first -= 1;
  }
  // A note may stand alone.
  const oldest = cut[0] ?? given[0];
  const dropped = before + first;
  if (dropped === 0 || oldest === undefined) return cut;
  return [droppedNote(oldest.at, dropped), ...cut.slice(first)];
}

/** Room for the note and the brackets. */
const noteSize = 200;

const cutText = (text: string, limit: number): string =>
  text.length <= limit ? text : `${text.slice(0, limit - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
