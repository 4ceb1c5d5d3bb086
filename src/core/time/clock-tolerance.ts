/** How far an instant of the past may lie ahead of now before the clock must have gone back. */
import { type EpochMs, minutes, plus } from './time.ts';

/** Clocks of hosts differ by seconds, and a time service moves them by no more. */
export const clockTolerance = minutes(2);

export const isAhead = (instant: EpochMs, now: EpochMs): boolean => instant > plus(now, clockTolerance);
