/** Late input by what becomes of it, and dates as a short list. */
import { lengthOf, type Span } from '../time/spans.ts';
import type { Format } from '../words/format.ts';

interface Days {
  readonly days: number;
  /** Those that the status names. */
  readonly dates: readonly Span[];
}

export interface LateInput {
  /** Computed again by itself. */
  readonly open: Days;
  /** In a closed period: shown only. */
  readonly closed: Days;
}

/** Of the status. */
interface Told {
  readonly pending: readonly { readonly date: string }[];
  readonly pending_days: number;
  readonly closed_through: string | null;
}

export function lateInput({ pending, pending_days: all, closed_through: through }: Told): LateInput {
  const dates = pending.map(({ date }) => date).toSorted();
  const closed = through === null ? [] : dates.filter((date) => date <= through);
  const open = dates.filter((date) => !closed.includes(date));
  return {
    open: { days: all - closed.length, dates: open.map(rangeOf) },
    closed: { days: closed.length, dates: closed.map(rangeOf) },
  };
}

const rangeOf = (date: string): Span => ({ awal: date, akhir: date });

/** More than a headline has room for. */
const mostListed = 3;

/** `20–21 Nov 2026, 24 Nov 2026 and others`: `days` is how many there are, listed or not. */
export function listDates(
  ranges: readonly Span[],
  days: number,
  format: Pick<Format, 'dates'>,
  others: string,
): string {
  const listed = ranges.slice(0, mostListed);
  const text = listed.map(({ awal, akhir }) => format.dates(awal, akhir)).join(', ');
  const count = listed.reduce((sum, span) => sum + lengthOf(span), 0);
  return count < days ? `${text} ${others}`.trim() : text;
}
