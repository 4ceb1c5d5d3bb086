/** The slots that have come and are not yet served: kept by the right time, apart from what the scheduler believes. */
import type { JobConfig } from '../../../src/core/job/job-config.ts';
import { intervalIn } from '../../support/core-samples.ts';

/** In milliseconds. */
export const intervalOf = (config: JobConfig): number => intervalIn(config).hours * 3_600_000;

/** Counting from the end, the first slot that is due after `lastEnd`, the end of the last run that had begun. */
export const firstAfterEnd = (config: JobConfig, lastEnd: number | undefined): number =>
  Math.max(config.notBefore, lastEnd === undefined ? -Infinity : lastEnd + intervalOf(config));

/** Of a fixed rate. */
export class SlotList {
  #open: number[] = [];
  #listedTo = -Infinity;
  #served = -Infinity;

  /** A pause and a change replace the slots that have not been served. */
  begin({ notBefore }: JobConfig): void {
    this.#open = [];
    this.#listedTo = Math.max(notBefore - 1, this.#served);
  }

  /** Time goes on: slots come, unless the schedule is paused. */
  pass(config: JobConfig, to: number): void {
    const { notBefore, pause } = config;
    const schedule = intervalIn(config);
    if (schedule.after !== 'start' || pause !== undefined) return;
    const interval = intervalOf(config);
    const from = Math.max(this.#listedTo + 1, notBefore, schedule.anchor);
    let slot = schedule.anchor + Math.ceil((from - schedule.anchor) / interval) * interval;
    for (; slot <= to; slot += interval) this.#open.push(slot);
    this.#listedTo = Math.max(this.#listedTo, to);
  }

  /** A run for a slot that counted from an end: none before it comes any more. */
  serve(slot: number): void {
    this.#open = this.#open.filter((each) => each > slot);
    this.#served = Math.max(this.#served, slot);
  }

  /** Everything up to this slot is served together. */
  take(config: JobConfig, slot: number): readonly number[] {
    // The clock of whoever serves it may be ahead of the right time.
    this.pass(config, slot);
    const taken = this.#open.filter((each) => each <= slot);
    this.serve(slot);
    return taken;
  }
}
