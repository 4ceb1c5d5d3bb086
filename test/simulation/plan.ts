/** What happens when in a simulation: a list made from the seed, which can be shrunk. */
import type { Chance } from '../support/chance.ts';
import { type Action, type ActionOptions, type Command, makeAction, setSchedule } from './actions.ts';

/** What an instance has just reached in the course of an attempt, or of finding out how one ended. */
export type Moment = 'begun' | 'locked' | 'called' | 'ended' | 'settled';

/** Between the lease and EXEC a holder can be overtaken. */
const momentWeights = { begun: 3, locked: 1, called: 2, ended: 1, settled: 1 } satisfies Record<
  Moment,
  number
>;

/** Shortly after somebody reaches a moment for the nth time; then the action strikes that very instance. */
export interface AtMoment {
  readonly moment: Moment;
  readonly occurrence: number;
  readonly delay: number;
}

/** So long after another event of the plan has begun or is over; it strikes the same instance. */
export interface Sequel {
  readonly of: number;
  readonly when: 'begun' | 'over';
  readonly delay: number;
}

export interface Planned {
  /** It keeps its number when others are left out. */
  readonly number: number;
  /** Milliseconds since the beginning, or a moment, or after another event, without which it does not happen. */
  readonly at: number | AtMoment | Sequel;
  readonly action: Action;
}

const second = 1_000;
const minute = 60 * second;

export interface PlanOptions extends ActionOptions {
  readonly horizon: number;
  readonly events: number;
}

export function makePlan(chance: Chance, options: PlanOptions): readonly Planned[] {
  return Array.from({ length: options.events }, (_, number) => {
    const own = chance.stream(`event ${number}`);
    if (number === 0 && options.documentsFor !== undefined)
      return first(own, setSchedule(own, options.documentsFor));
    // With catch-up on or off, slots have to be missed.
    if (number === 1 && options.documentsFor !== undefined && own.happens(0.6))
      return { number, at: own.whole(0, options.horizon), action: outage(own) };
    // A fixed rate has slots that come during runs.
    if (number === 0 && own.happens(0.5)) return first(own, fixedRate(own));
    const at = placeOf(own, number, options);
    return { at, action: makeAction(own, options, typeof at !== 'number'), number };
  });
}

const first = (chance: Chance, command: Command): Planned => ({
  number: 0,
  at: chance.spread(10 * second, 10 * minute),
  action: { kind: 'command', command, on: 0 },
});

const fixedRate = (chance: Chance): Command => ({
  name: 'set_interval',
  hours: chance.pick([0.5, 0.5, 1] as const),
  after: 'start',
});

const outage = (chance: Chance): Action => ({
  kind: 'cut_table',
  on: undefined,
  how: chance.pick(['refused', 'silent'] as const),
  duration: chance.spread(15 * minute, 180 * minute),
});

/** Faults that strike the same attempt one after the other are the ones that protocols fear. */
function placeOf(chance: Chance, number: number, { horizon }: PlanOptions): Planned['at'] {
  if (number > 0 && chance.happens(0.3)) {
    const when = chance.pick(['begun', 'over'] as const);
    return { of: number - 1, when, delay: chance.spread(1, when === 'begun' ? 2 * minute : 20 * second) };
  }
  return chance.happens(0.5)
    ? {
        moment: chance.weighted(momentWeights),
        occurrence: chance.spread(1, 20),
        delay: chance.spread(1, 400),
      }
    : chance.whole(0, horizon);
}
