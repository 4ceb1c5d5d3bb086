/** One line of the table in docs/performance.md. */
import type { Effort, Pair } from './compare.ts';
import type { Workshop } from './workshop.ts';

/** The name is for `--only`. */
interface Named {
  readonly name: string;
  readonly what: string;
  /** The most that is acceptable, from the issue that asked for it. */
  readonly mustReach?: number;
}

/** Measured in turn with a yardstick. */
export interface ComparedFigure extends Named {
  readonly kind: 'compared';
  readonly against: string;
  /** Of the two measurements. */
  readonly unit: 'ms' | 'MB' | 'KB';
  /** `times`: how many times the yardstick; `more`: how much more than it, in the unit. */
  readonly as: 'times' | 'more';
  readonly effort: Effort;
  /** Whatever it opens beyond the workshop goes onto the stack, which is closed after the figure. */
  readonly prepare: (workshop: Workshop, stack: AsyncDisposableStack) => Promise<Pair>;
}

/** The same on every machine: counted once. */
export interface CountedFigure extends Named {
  readonly kind: 'counted';
  readonly unit: 'MB' | 'KB' | 'files';
  readonly count: (workshop: Workshop) => Promise<number>;
}

export type Figure = ComparedFigure | CountedFigure;
