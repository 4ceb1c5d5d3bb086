/** Kept in the state row after the clock went back: since when, by how much, and the values that were put right. */
import { z } from 'zod';
import { Mutes } from '../notices/mute.ts';
import { EpochMs } from '../time/time.ts';

export const ClockNotice = z
  .object({
    /** When it was noticed. */
    since: EpochMs,
    /** The process that put the values right, the last time. */
    instance: z.string(),
    /** The instant that they were put to, and the latest instant of the past that the rows held then. */
    at: EpochMs,
    latest: EpochMs,
    before: z
      .object({
        lastSlot: EpochMs.exactOptional(),
        lastEnd: EpochMs.exactOptional(),
        notBefore: EpochMs,
        pause: z.object({ since: EpochMs, until: EpochMs.exactOptional() }).readonly().exactOptional(),
        mutes: Mutes.exactOptional(),
      })
      .readonly(),
    /** The values from before apply again: that clock was behind. */
    givenBack: z.boolean(),
    /** They did at least once, and somebody was told. */
    told: z.boolean(),
  })
  .readonly();
export type ClockNotice = z.infer<typeof ClockNotice>;
