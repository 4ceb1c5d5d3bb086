/** The runs of the history that can be drawn as durations. */
import type { RunView } from '../../api/schemas/run-schemas.ts';

type Outcome = NonNullable<RunView['outcome']>;

export interface Bar {
  readonly run: RunView;
  readonly outcome: Outcome;
  readonly seconds: number;
}

/** Oldest first; only runs that have ended and in which the procedure was executed. */
export function toBars(newestFirst: readonly RunView[]): readonly Bar[] {
  return newestFirst
    .flatMap((run) =>
      run.outcome === null || run.outcome === 'skipped' || run.attempts.length === 0
        ? []
        : [{ run, outcome: run.outcome, seconds: run.duration_seconds ?? 0 }],
    )
    .toReversed();
}

export function outcomesOf(bars: readonly Bar[]): readonly (readonly [Outcome, number])[] {
  return [...Map.groupBy(bars, ({ outcome }) => outcome)].map(([outcome, of]) => [outcome, of.length]);
}

export interface Scale {
  /** The top of the drawing, in seconds. */
  readonly top: number;
  /** Where the time limit is drawn; at the top when it is far above all durations. */
  readonly limitAt: number;
  readonly limitToScale: boolean;
}

/** On a scale up to 90 minutes, runs of ten seconds would be invisible. */
const farAbove = 4;

export function scaleOf(bars: readonly Bar[], timeoutSeconds: number): Scale {
  const longest = Math.max(1, ...bars.map(({ seconds }) => seconds));
  const limitToScale = timeoutSeconds <= longest * farAbove;
  const top = (limitToScale ? Math.max(longest, timeoutSeconds) : longest) * 1.15;
  return { top, limitAt: limitToScale ? timeoutSeconds : top, limitToScale };
}
