/** When to ask again, and when what is shown must be called old. Durations are milliseconds. */
export interface Situation {
  readonly hidden: boolean;
  readonly online: boolean;
  /** In a row. */
  readonly failures: number;
}

const usual = 5_000;
const slow = 60_000;

/** A page that nobody sees and one without a network ask rarely: both are woken by an event. */
export function nextDelay({ hidden, online, failures }: Situation): number {
  return hidden || !online ? slow : Math.min(slow, usual * 2 ** failures);
}

/** Two answers in a row did not come. */
export const isStale = (age: number): boolean => age > 3 * usual;
