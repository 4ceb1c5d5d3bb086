/** The promise that test/simulation/simulate.ts checks at the end, when nothing goes wrong any more. */
export const recoveryClaim =
  'after the faults stop, every run ends and the next one succeeds within a bounded time';
