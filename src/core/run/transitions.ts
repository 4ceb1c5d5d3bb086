/** The legal moves between a run's states, as data; docs/specification.md draws them. */
import type { RunStateKind } from './run.ts';

/**
 * What can happen to a run. `end` is reported by the process that runs the attempt, even after it was taken for
 * lost: it writes only under its own epoch. `procedure_…` are the answers of the applock probe.
 */
export type RunEvent =
  | 'begin'
  | 'cancel_waiting'
  | 'end'
  | 'process_lost'
  | 'request_cancellation'
  | 'procedure_alive'
  | 'procedure_gone'
  | 'procedure_unknown';

/**
 * Every pair is decided: a new state or event does not compile until it is. An empty list is an illegal move: it is
 * not offered, or leaves the run as it is. A running run stays running when its cancellation is requested: the
 * request is on the lease.
 */
export const transitions: Readonly<
  Record<RunStateKind, Readonly<Record<RunEvent, readonly RunStateKind[]>>>
> = {
  waiting: {
    begin: ['running'],
    cancel_waiting: ['finished'],
    end: [],
    process_lost: [],
    request_cancellation: [],
    procedure_alive: [],
    procedure_gone: [],
    procedure_unknown: [],
  },
  running: {
    begin: [],
    cancel_waiting: [],
    end: ['finished', 'waiting', 'stopping', 'reconciling'],
    process_lost: ['reconciling'],
    request_cancellation: ['running'],
    procedure_alive: [],
    procedure_gone: [],
    procedure_unknown: [],
  },
  stopping: {
    begin: [],
    cancel_waiting: [],
    end: [],
    process_lost: [],
    request_cancellation: ['stopping'],
    procedure_alive: ['stopping'],
    procedure_gone: ['finished', 'waiting'],
    procedure_unknown: ['stopping'],
  },
  reconciling: {
    begin: [],
    cancel_waiting: [],
    end: ['finished', 'waiting', 'stopping', 'reconciling'],
    process_lost: [],
    request_cancellation: ['reconciling'],
    procedure_alive: ['orphaned'],
    procedure_gone: ['finished', 'waiting'],
    procedure_unknown: ['reconciling'],
  },
  orphaned: {
    begin: [],
    cancel_waiting: [],
    end: ['finished', 'waiting', 'stopping', 'reconciling'],
    process_lost: [],
    request_cancellation: ['orphaned'],
    procedure_alive: ['orphaned'],
    procedure_gone: ['finished', 'waiting'],
    procedure_unknown: ['reconciling'],
  },
  finished: {
    begin: [],
    cancel_waiting: [],
    end: [],
    process_lost: [],
    request_cancellation: [],
    procedure_alive: [],
    procedure_gone: [],
    procedure_unknown: [],
  },
};
