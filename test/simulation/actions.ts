/** What can go wrong in a simulation, and what operators may do meanwhile. */
import type { ProposedSchedule } from '../../src/core/job/propose-schedule.ts';
import type { ChannelName } from '../../src/core/notices/channel.ts';
import type { LocalDate } from '../../src/core/time/time.ts';
import type { Chance } from '../support/chance.ts';
import { noticesWithin } from './connection.ts';
import { makeDocument } from './documents.ts';
import type { Cut } from './link.ts';
import type { PayrollTrouble } from './payroll.ts';
import type { ReceiverTrouble } from './receivers.ts';
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
  | {
      readonly kind: 'receiver_trouble';
      readonly channel: ChannelName | 'ping' | undefined;
      readonly trouble: ReceiverTrouble;
      readonly duration: number;
    }
  | { readonly kind: 'upload'; readonly on: number; readonly upload: Upload }
  | { readonly kind: 'payroll_trouble'; readonly trouble: PayrollTrouble; readonly duration: number }
  | { readonly kind: 'purge'; readonly on: number }
  | { readonly kind: 'command'; readonly command: Command; readonly on: number };

/** Rows for dates of the past. */
export interface Upload {
  readonly awal: LocalDate;
  readonly akhir: LocalDate;
  /** For the dates of the run that is active then, if there is one. */
  readonly ofActiveRun: boolean;
  /** Transactions, how long one lasts, and what passes between two, in milliseconds. */
  readonly batches: number;
  readonly lasts: number;
  readonly between: number;
  /** Whether the uploading system tells the scheduler, after which of them. */
  readonly tells: 'each' | 'last' | 'none';
}

/** `minutes`: undefined ends the mute. */
export type NoticeCommand =
  | { readonly name: 'mute'; readonly channel: ChannelName; readonly minutes: number | undefined }
  | { readonly name: 'test' };

export type DaysCommand =
  | { readonly name: 'force'; readonly awal: LocalDate; readonly akhir: LocalDate }
  | { readonly name: 'close_period'; readonly through: LocalDate; readonly confirm: boolean }
  | { readonly name: 'reopen_period'; readonly from: LocalDate; readonly minutes: number }
  | {
      readonly name: 'plan_backfill';
      readonly awal: LocalDate;
      readonly akhir: LocalDate;
      readonly dates: 'missing' | 'all';
    }
  | { readonly name: 'tell_pending'; readonly dates: readonly LocalDate[] }
  | { readonly name: 'pause_backfill' | 'resume_backfill' | 'cancel_backfill' };

export type Command =
  | { readonly name: 'start' | 'force' | 'cancel' | 'force_unlock'; readonly awal?: undefined }
  | NoticeCommand
  | DaysCommand
  | { readonly name: 'stop'; readonly cancel: boolean; readonly minutes: number | undefined }
  | { readonly name: 'set_interval'; readonly hours: number; readonly after: 'start' | 'finish' }
  | {
      readonly name: 'set_schedule';
      readonly document: ProposedSchedule;
      /** Which revision it is based on: that of the row, the one before, or none is named. */
      readonly basedOn: 'latest' | 'outdated' | 'none';
    };

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

export const longestPauseMinutes = 200;

/** What an action is made from. */
export interface ActionOptions {
  readonly instances: number;
  readonly clocksJump: boolean;
  /** Whether whole schedule documents are set, which are written for this long. */
  readonly documentsFor: number | undefined;
  /** After which something happens to a process that is not heard of, in milliseconds. */
  readonly limits: readonly [number, ...number[]];
}

/** `aimed`: it strikes an instance in the midst of something. */
export function makeAction(
  chance: Chance,
  { instances, clocksJump, documentsFor, limits }: ActionOptions,
  aimed: boolean,
): Action {
  const on = chance.whole(0, instances - 1);
  const onOneOrAll = chance.happens(0.3) ? undefined : on;
  const how = chance.pick(['refused', 'silent'] as const);
  const kind = chance.weighted({
    crash: 3,
    terminate: 2,
    suspend: aimed ? 5 : 3,
    cut_table: aimed ? 4 : 2,
    cut_sql: 3,
    table_trouble: aimed ? 1 : 2,
    restart_sql: 1,
    break_sql: 3,
    occupy: 1,
    set_clock: clocksJump ? 3 : 0,
    purge: 0.3,
    command: 8,
  });
  // By a little is where it matters.
  const pastLimit =
    aimed && chance.happens(0.5) ? chance.pick(limits) + chance.spread(second, 2 * minute) : undefined;
  switch (kind) {
    case 'crash':
    case 'terminate':
      return { kind, on, restart: chance.spread(second, 20 * minute) };
    case 'suspend':
      return { kind, on, duration: pastLimit ?? chance.spread(second, 2 * hour) };
    case 'cut_table':
    case 'cut_sql':
      return { kind, on: onOneOrAll, how, duration: pastLimit ?? chance.spread(second, hour) };
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
      return { kind, on, command: makeCommand(chance, aimed, documentsFor) };
  }
}

function makeCommand(chance: Chance, aimed: boolean, documentsFor: number | undefined): Command {
  const cancel = aimed ? 8 : 3;
  const name = chance.weighted({
    start: 3,
    force: 4,
    cancel,
    force_unlock: 1,
    stop: 3,
    set_interval: 2,
    set_schedule: documentsFor === undefined ? 0 : 8,
  });
  switch (name) {
    case 'stop':
      return {
        name,
        cancel: chance.happens(0.4),
        minutes: chance.happens(0.6) ? chance.spread(1, longestPauseMinutes) : undefined,
      };
    case 'set_interval':
      return {
        name,
        hours: chance.pick([0.5, 1, 1.5, 3] as const),
        after: chance.pick(['start', 'finish'] as const),
      };
    case 'set_schedule':
      return setSchedule(chance, documentsFor ?? 0);
    default:
      return { name };
  }
}

export function setSchedule(chance: Chance, horizon: number): Command {
  const basedOn = chance.weighted({ latest: 4, outdated: 1, none: 4 });
  return { name: 'set_schedule', document: makeDocument(chance, horizon), basedOn };
}
