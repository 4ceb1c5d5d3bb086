/**
 * What bears on the slots, from the history alone: which slot was served last, when the last run ended, and to what the
 * interval has been adapted. Which slots come, an oracle tells that goes through time by itself.
 */
import type { JobConfig } from '../../../src/core/job/job-config.ts';
import { movesInterval } from '../../../src/core/run/run.ts';
import { epochMs } from '../../../src/core/time/time.ts';
import { MinuteByMinute } from '../../core/schedule/support/minute-by-minute.ts';
import type { Commit } from '../truth.ts';
import { AdaptedBook } from './adapted-book.ts';
import { finishedBy, madeForSlot } from './run-news.ts';

const hour = 3_600_000;

export interface SlotsThen {
  /** The schedule before the write. */
  readonly config: JobConfig;
  readonly oracle: MinuteByMinute;
  readonly lastEnd: number | undefined;
  /** The slots that have come up to the instant and are not served, whatever clock tells it. */
  readonly open: (upTo: number, duringRun: boolean) => readonly number[];
}

export class SlotBook {
  readonly #adapted = new AdaptedBook();
  #lastSlot: number | undefined;
  #lastEnd: number | undefined;
  #oracle:
    | { readonly config: JobConfig; readonly until: number | undefined; readonly of: MinuteByMinute }
    | undefined;
  #commit: Commit | undefined;

  /** As it was before the write. Every write must be shown to the book, once or more often. */
  before(commit: Commit): SlotsThen | undefined {
    if (commit !== this.#commit) this.#note();
    this.#commit = commit;
    const config = commit.before?.config;
    return config && this.#under(config);
  }

  /** The hours of the default rule after all that the book has seen, if it is adaptive. */
  hoursAfter(commit: Commit): number | undefined {
    this.before(commit);
    return this.#adapted.after(commit);
  }

  #note(): void {
    const commit = this.#commit;
    if (commit === undefined) return;
    const run = madeForSlot(commit);
    if (run !== undefined) this.#lastSlot = Math.max(run.slot, this.#lastSlot ?? -Infinity);
    const finished = finishedBy(commit);
    // A run that never began has no end that an interval could count from.
    if (finished !== undefined && movesInterval(finished)) this.#lastEnd = finished.state.endedAt;
    this.#adapted.note(commit);
  }

  #under(config: JobConfig): SlotsThen {
    const hours = this.#adapted.hoursFor(config);
    const before = this.#adapted.hoursBefore(config);
    if (this.#oracle?.config !== config || this.#oracle.until !== before?.until)
      this.#oracle = {
        config,
        until: before?.until,
        of: new MinuteByMinute(adaptedTo(hours, config), before),
      };
    const oracle = this.#oracle.of;
    const history = {
      notBefore: config.notBefore,
      lastSlot: instant(this.#lastSlot),
      lastEnd: instant(this.#lastEnd),
    };
    return {
      config,
      oracle,
      lastEnd: this.#lastEnd,
      open: (upTo, duringRun) => oracle.slots(history, upTo, duringRun),
    };
  }
}

const instant = (value: number | undefined) => (value === undefined ? undefined : epochMs(value));

const adaptedTo = (hours: number | undefined, config: JobConfig): JobConfig =>
  hours === undefined || config.schedule.kind !== 'interval'
    ? config
    : { ...config, schedule: { ...config.schedule, hours } };

/** The least time between two slots of a schedule, as far as its rules say, in milliseconds. */
export function shortestGapOf({ schedule, profiles = [], adaptive }: JobConfig): number {
  const gaps = [schedule, ...profiles.map(({ rule }) => rule)].map((rule) => {
    switch (rule.kind) {
      case 'interval':
        return rule.hours * hour;
      case 'cron':
        return shortestCronGap;
      case 'paused':
        return Infinity;
    }
  });
  return Math.min(...gaps, adaptive === undefined ? Infinity : adaptive.least * hour);
}

/** Of all expressions in test/simulation/documents.ts. */
const shortestCronGap = hour / 3;

/** How often a day another rule or none may be in force than a moment before. */
export const changesPerDay = ({ profiles = [], blackouts = [] }: JobConfig): number =>
  4 * profiles.length + 2 * blackouts.length;
