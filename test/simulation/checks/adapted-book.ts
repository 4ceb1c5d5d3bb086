/** The adaptive interval, worked out from the runs that have succeeded: as docs/schedule-rules.md has it. */
import type { JobConfig } from '../../../src/core/job/job-config.ts';
import type { FinishedRun } from '../../../src/core/run/run.ts';
import type { Commit } from '../truth.ts';
import { finishedBy } from './run-news.ts';

type Adaptive = NonNullable<JobConfig['adaptive']>;

interface Adapted {
  readonly hours: number;
  /** It stands in for these hours, and counts only as long as they are set. */
  readonly ofRule: number;
  readonly by: Adaptive['by'];
  /** The end of the run that changed it, and the hours until then. */
  readonly until: number;
  readonly before: number;
}

export class AdaptedBook {
  #successes: readonly FinishedRun[] = [];
  #adapted: Adapted | undefined;

  hoursFor(config: JobConfig): number | undefined {
    return inForce(this.#adapted, config);
  }

  /** Until when which other hours were in force. */
  hoursBefore(config: JobConfig): { readonly until: number; readonly hours: number } | undefined {
    const { until, before: hours } = this.#adapted ?? {};
    return until === undefined || hours === undefined || this.hoursFor(config) === undefined
      ? undefined
      : { until, hours };
  }

  note(commit: Commit): void {
    const { successes, adapted } = this.#with(commit);
    this.#successes = successes;
    this.#adapted = adapted;
  }

  /** What is in force once the write is done. */
  after(commit: Commit): number | undefined {
    return inForce(this.#with(commit).adapted, commit.after.config);
  }

  #with(commit: Commit): {
    readonly successes: readonly FinishedRun[];
    readonly adapted: Adapted | undefined;
  } {
    const run = finishedBy(commit);
    const config = commit.before?.config;
    if (run?.state.outcome !== 'succeeded' || run.trigger === 'backfill' || config === undefined)
      return { successes: this.#successes, adapted: this.#adapted };
    const { adaptive, schedule } = config;
    if (adaptive === undefined || schedule.kind !== 'interval') return { successes: [], adapted: undefined };
    const successes = [...this.#successes, run].slice(-adaptive.runs);
    const known = inForce(this.#adapted, config);
    const now = known ?? schedule.hours;
    const wanted = successes.length < adaptive.runs ? now : wantedBy(adaptive, successes);
    const permitted = now >= adaptive.least && now <= adaptive.most;
    const small = permitted && Math.abs(wanted - now) <= adaptive.hysteresis * now;
    if (wanted === now || small)
      return { successes, adapted: known === undefined ? undefined : this.#adapted };
    return {
      successes,
      adapted: {
        hours: wanted,
        ofRule: schedule.hours,
        by: adaptive.by,
        until: run.state.endedAt,
        before: now,
      },
    };
  }
}

const inForce = (adapted: Adapted | undefined, { adaptive, schedule }: JobConfig): number | undefined =>
  schedule.kind === 'interval' && adapted?.ofRule === schedule.hours && adapted.by === adaptive?.by
    ? adapted.hours
    : undefined;

function wantedBy(adaptive: Adaptive, successes: readonly FinishedRun[]): number {
  const { least, most } = adaptive;
  const half = Math.floor((successes.length - 1) / 2);
  const medianOf = (of: (run: FinishedRun) => number): number =>
    successes.map(of).toSorted((one, other) => one - other)[half] ?? 0;
  switch (adaptive.by) {
    case 'duration': {
      const hours = (adaptive.factor * medianOf(({ state }) => state.duration)) / 3_600_000;
      return Math.min(most, Math.max(least, Math.round(hours * 60) / 60));
    }
    case 'pending':
      // The simulated database has no procedure to ask, so no document can go by it.
      throw new Error('a document that adapts to new input was accepted');
    case 'rows': {
      const rows = medianOf(({ attempts }) => attempts.at(-1)?.rowsAffected ?? 0);
      const step = adaptive.steps.find(({ upTo = Infinity }) => rows <= upTo);
      return Math.min(most, Math.max(least, step?.hours ?? most));
    }
  }
}
