/** What goes wrong in a simulation, and what operators do meanwhile: a list made from the seed, which can be shrunk. */
import type { Chance } from './chance.ts';
import type { Cut } from './link.ts';
import { noticesWithin } from './connection.ts';
import type { Trouble } from './table-service.ts';

/** `on`: the number of an instance; undefined for all of them. Durations and shifts in milliseconds. */
export type Action =
  | { readonly kind: 'crash' | 'terminate'; readonly on: number; readonly restart: number }
  | { readonly kind: 'suspend'; readonly on: number; readonly duration: number }
  | {
      readonly kind: 'cut_table' | 'cut_sql';
      readonly on: number | undefined;
      readonly how: Cut;
      readonly duration: number;
    }
  | { readonly kind: 'table_trouble'; readonly trouble: Trouble; readonly duration: number }
  | { readonly kind: 'restart_sql' }
  | { readonly kind: 'break_sql'; readonly on: number; readonly noticedAfter: number }
  | { readonly kind: 'occupy'; readonly duration: number; readonly executes: boolean }
  | {
      readonly kind: 'set_clock';
      readonly on: number | undefined;
      readonly by: number;
      readonly backAfter: number;
    }
  | { readonly kind: 'purge'; readonly on: number }
  | { readonly kind: 'command'; readonly command: Command; readonly on: number };

export type Command =
  | { readonly name: 'start' | 'force' | 'cancel' | 'force_unlock' }
  | { readonly name: 'stop'; readonly cancel: boolean; readonly minutes: number | undefined }
  | { readonly name: 'set_interval'; readonly hours: number; readonly after: 'start' | 'finish' };

/** What an instance has just reached in the course of an attempt, or of finding out how one ended. */
export const moments = ['begun', 'locked', 'called', 'ended', 'settled'] as const;
export type Moment = (typeof moments)[number];

/** Shortly after somebody reaches a moment for the nth time; then the action strikes that very instance. */
export interface AtMoment {
  readonly moment: Moment;
  readonly occurrence: number;
  readonly delay: number;
}

export interface Planned {
  /** It keeps its number when others are left out. */
  readonly number: number;
  /** Milliseconds since the beginning, or a moment. */
  readonly at: number | AtMoment;
  readonly action: Action;
}

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

export interface PlanOptions {
  readonly instances: number;
  readonly horizon: number;
  readonly events: number;
  readonly clocksJump: boolean;
}

export function makePlan(chance: Chance, options: PlanOptions): readonly Planned[] {
  return Array.from({ length: options.events }, (_, index) => {
    const own = chance.stream(`event ${index}`);
    const moment = own.happens(0.4)
      ? { moment: own.pick(moments), occurrence: own.spread(1, 20), delay: own.spread(1, 400) }
      : undefined;
    return { at: moment ?? own.whole(0, options.horizon), action: makeAction(own, options), number: index };
  });
}

function makeAction(chance: Chance, { instances, clocksJump }: PlanOptions): Action {
  const on = chance.whole(0, instances - 1);
  const onOneOrAll = chance.happens(0.3) ? undefined : on;
  const how = chance.pick(['refused', 'silent'] as const);
  const kind = chance.weighted({
    crash: 3,
    terminate: 2,
    suspend: 3,
    cut_table: 2,
    cut_sql: 3,
    table_trouble: 2,
    restart_sql: 1,
    break_sql: 3,
    occupy: 1,
    set_clock: clocksJump ? 3 : 0,
    purge: 0.3,
    command: 8,
  });
  switch (kind) {
    case 'crash':
    case 'terminate':
      return { kind, on, restart: chance.spread(second, 20 * minute) };
    case 'suspend':
      return { kind, on, duration: chance.spread(second, 2 * hour) };
    case 'cut_table':
    case 'cut_sql':
      return { kind, on: onOneOrAll, how, duration: chance.spread(second, hour) };
    case 'table_trouble':
      return {
        kind,
        trouble: chance.pick(['busy', 'lost_replies', 'slow'] as const),
        duration: chance.spread(second, hour / 2),
      };
    case 'restart_sql':
      return { kind };
    case 'break_sql':
      return { kind, on, noticedAfter: chance.spread(1, noticesWithin) };
    case 'occupy':
      return { kind, duration: chance.spread(second, hour), executes: chance.happens(0.5) };
    case 'set_clock':
      return {
        kind,
        on: onOneOrAll,
        by: chance.spread(minute, 366 * 24 * hour) * (chance.happens(0.7) ? 1 : -1),
        backAfter: chance.spread(minute, 3 * hour),
      };
    case 'purge':
      return { kind, on };
    case 'command':
      return { kind, on, command: makeCommand(chance) };
  }
}

function makeCommand(chance: Chance): Command {
  const name = chance.weighted({ start: 3, force: 4, cancel: 3, force_unlock: 1, stop: 2, set_interval: 2 });
  switch (name) {
    case 'stop':
      return {
        name,
        cancel: chance.happens(0.4),
        minutes: chance.happens(0.6) ? chance.spread(1, 200) : undefined,
      };
    case 'set_interval':
      return {
        name,
        hours: chance.pick([0.5, 1, 1.5, 3] as const),
        after: chance.pick(['start', 'finish'] as const),
      };
    default:
      return { name };
  }
}
