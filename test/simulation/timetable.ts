/** When the events of a plan happen: at a time, at a moment of an attempt, or after another event. */
import type { Kernel } from './kernel.ts';
import type { Moment, Planned } from './plan.ts';

export class Timetable {
  readonly #kernel: Kernel;
  readonly #plan: readonly Planned[];
  /** `on`: the instance that it strikes, if it follows from what that instance did. */
  readonly #happen: (planned: Planned, on: number | undefined) => void;
  readonly #occurred = new Map<Moment, number>();

  constructor(
    kernel: Kernel,
    plan: readonly Planned[],
    happen: (planned: Planned, on: number | undefined) => void,
  ) {
    this.#kernel = kernel;
    this.#plan = plan;
    this.#happen = happen;
  }

  begin(): void {
    for (const planned of this.#plan) {
      if (typeof planned.at === 'number') this.#after(planned.at, planned, undefined);
    }
  }

  #after(delay: number, planned: Planned, on: number | undefined): void {
    this.#kernel.after(delay, undefined, () => {
      this.#happen(planned, on);
      this.#follow(planned, on);
    });
  }

  /** The instance `on` has just reached this moment. */
  reached(moment: Moment, on: number): void {
    const occurrence = (this.#occurred.get(moment) ?? 0) + 1;
    this.#occurred.set(moment, occurrence);
    for (const planned of this.#plan) {
      const { at } = planned;
      if (typeof at === 'number' || !('moment' in at)) continue;
      if (at.moment === moment && at.occurrence === occurrence) this.#after(at.delay, planned, on);
    }
  }

  #follow({ number, action }: Planned, on: number | undefined): void {
    for (const sequel of this.#plan) {
      const { at } = sequel;
      if (typeof at === 'number' || !('of' in at) || at.of !== number) continue;
      const wait = at.when === 'over' && 'duration' in action ? action.duration : 0;
      this.#after(wait + at.delay, sequel, on);
    }
  }
}
