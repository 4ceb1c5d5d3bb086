/** The promises that are checked at the end, when nothing goes wrong any more. */
export const recoveryClaim =
  'after the faults stop, every run ends and the next one succeeds within a bounded time';
export const lateClaim =
  'after the faults stop, every date of whose late input the scheduler has heard is computed again within a bounded time, unless it is closed or backfill rests';
export const daysClaim =
  'after the faults stop, every missing date becomes settled within a bounded time, unless backfill rests and the state says so';
