/** Kept in the state row after the clock went back: since when, by how much, and the values that were put right. */
import { z } from 'zod';
import { EpochMs } from '../time/time.ts';

export const ClockNotice = z
  .object({
    /** When it was noticed, by the clock as it has been since. */
    at: EpochMs,
    /** The latest instant of the past that the rows held then. */
    latest: EpochMs,
    /** They apply again if the clock proves to have been behind for a while. */
    before: z
      .object({
        lastSlot: EpochMs.exactOptional(),
        lastEnd: EpochMs.exactOptional(),
        notBefore: EpochMs,
        pause: z.object({ since: EpochMs, until: EpochMs.exactOptional() }).readonly().exactOptional(),
      })
      .readonly(),
  })
  .readonly();
export type ClockNotice = z.infer<typeof ClockNotice>;
