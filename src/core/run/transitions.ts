/** The legal moves between a run's states, as data; docs/specification.md draws them. */
import type { RunStateKind } from './run.ts';

/**
 * What can happen to a run. `end` comes from the process that runs the attempt (also after it was taken for lost:
 * it writes only under its own epoch); `procedure_…` are the answers of the applock probe.
 */
export type RunEvent =
  | 'begin'
  | 'cancel_waiting'
  | 'end'
  | 'process_lost'
  | 'order_stop'
  | 'procedure_alive'
  | 'procedure_gone'
  | 'procedure_unknown';

/**
 * Every pair is decided: a new state or event does not compile until it is. An empty list is illegal: such a move is
 * not offered, or leaves the run as it is. A running run stays so when it is ordered to stop: the lease has the order.
 */
export const transitions: Readonly<
  Record<RunStateKind, Readonly<Record<RunEvent, readonly RunStateKind[]>>>
> = {
  waiting: {
    begin: ['running'],
    cancel_waiting: ['finished'],
    end: [],
    process_lost: [],
    order_stop: [],
    procedure_alive: [],
    procedure_gone: [],
    procedure_unknown: [],
  },
  running: {
    begin: [],
    cancel_waiting: [],
    end: ['finished', 'waiting', 'stopping', 'reconciling'],
    process_lost: ['reconciling'],
    order_stop: ['running'],
    procedure_alive: [],
    procedure_gone: [],
    procedure_unknown: [],
  },
  stopping: {
    begin: [],
    cancel_waiting: [],
    end: [],
    process_lost: [],
    order_stop: ['stopping'],
    procedure_alive: ['stopping'],
    procedure_gone: ['finished', 'waiting'],
    procedure_unknown: ['stopping'],
  },
  reconciling: {
    begin: [],
    cancel_waiting: [],
    end: ['finished', 'waiting', 'stopping', 'reconciling'],
    process_lost: [],
    order_stop: ['reconciling'],
    procedure_alive: ['orphaned'],
    procedure_gone: ['finished', 'waiting'],
    procedure_unknown: ['reconciling'],
  },
  orphaned: {
    begin: [],
    cancel_waiting: [],
    end: ['finished', 'waiting', 'stopping', 'reconciling'],
    process_lost: [],
    order_stop: ['orphaned'],
    procedure_alive: ['orphaned'],
    procedure_gone: ['finished', 'waiting'],
    procedure_unknown: ['reconciling'],
  },
  finished: {
    begin: [],
    cancel_waiting: [],
    end: [],
    process_lost: [],
    order_stop: [],
    procedure_alive: [],
    procedure_gone: [],
    procedure_unknown: [],
  },
};
