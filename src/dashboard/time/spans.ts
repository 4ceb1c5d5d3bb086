/** Calendar dates `YYYY-MM-DD` and spans of them, without a zone. */

/** Both ends included. */
export interface Span {
  readonly awal: string;
  readonly akhir: string;
}

const day = 86_400_000;

export const addDays = (date: string, days: number): string =>
  new Date(Date.parse(date) + days * day).toISOString().slice(0, 10);

export const lengthOf = ({ awal, akhir }: Span): number => (Date.parse(akhir) - Date.parse(awal)) / day + 1;
