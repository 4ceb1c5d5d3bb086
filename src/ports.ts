/** What operations need from the outside. They use nothing else, so that a simulation can replace all of it. */
import type { ServerInspector } from './core/preflight/preflight-facts.ts';
import type { DateRange } from './core/run/date-range.ts';
import type { CancellationRequest } from './core/run/lease.ts';
import type { ProcedureMessage } from './core/run/progress.ts';
import type { LogEvent } from './core/job/log-lines.ts';
import type { AttemptResult } from './core/run/end-attempt.ts';
import type { ProbeResult } from './core/run/reconciliation.ts';
import type { Settings } from './core/settings/scheduler-settings.ts';
import type { WrongSettings } from './core/settings/wrong-settings.ts';
import type { DurationMs, EpochMs } from './core/time/time.ts';
import type { InputProbe } from './ports/input-probe.ts';
import type { Notifier } from './ports/sending.ts';
import type { SchedulerStore } from './ports/scheduler-store.ts';

export type { SchedulerStore };

export interface Clock {
  /** May be set at any time, also backwards: never measure a duration by it. */
  now(): EpochMs;
  /** Milliseconds since some instant; nobody can set it. It means nothing to another process. */
  monotonic(): number;
  /** Resolves after the duration, or at once when the signal aborts; never rejects. */
  sleep(duration: DurationMs, signal?: WakeSignal): Promise<void>;
}

/** The part of an AbortSignal that a sleep needs. */
export interface WakeSignal {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void, options?: { readonly once: boolean }): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

/** Ids sort by the time they were made, and after `last`, even if the clock has gone back since. */
export interface IdGenerator {
  newId(now: EpochMs, last?: string): string;
}

export type Random = () => number;

export interface Instance {
  readonly name: string;
  readonly version: string;
}

export interface LogFields {
  readonly event?: LogEvent;
  readonly runId?: string;
  readonly [name: string]: string | number | boolean | undefined;
}

export interface Log {
  debug(line: string, fields?: LogFields): void;
  info(line: string, fields?: LogFields): void;
  warn(line: string, fields?: LogFields): void;
  error(line: string, fields?: LogFields): void;
}

/** Receives what happens while the procedure executes. Called synchronously; must not throw. */
export interface ExecutionObserver {
  /** EXEC is about to be sent: the deadline counts from here. */
  executing(): void;
  message(message: ProcedureMessage): void;
  rowsAffected(count: number): void;
}

/** Why a running attempt is to end early. */
export type AbortReason = CancellationRequest | { readonly cause: 'shutdown' };

export interface Abort {
  readonly signal: AbortSignal;
  /** The first reason that was given; undefined until the signal aborts. */
  reason(): AbortReason | undefined;
}

export interface Execution {
  readonly range: DateRange;
  readonly observer: ExecutionObserver;
  readonly abort: Abort;
  /**
   * To be asked once the applock is held, right before the procedure is sent: nobody can settle the attempt any more
   * without meeting the applock. False when the lease was lost, or when the table does not answer.
   */
  readonly confirmLease: () => Promise<boolean>;
  readonly log: Log;
}

export interface ProcedureRunner {
  /** One attempt on a session of its own. Expected failures are results; anything thrown is a defect. */
  execute(execution: Execution): Promise<AttemptResult>;
  /** Whether any session still runs the procedure, judged by its applock; `unknown` without an answer, or when aborted. */
  probe(log: Log, signal: AbortSignal): Promise<ProbeResult>;
}

export interface World {
  readonly settings: Settings;
  readonly clock: Clock;
  readonly idGenerator: IdGenerator;
  readonly random: Random;
  readonly instance: Instance;
  /** SHA-256 in hexadecimal, for the audit chain. */
  readonly sha256: (text: string) => string;
  readonly store: SchedulerStore;
  readonly runner: ProcedureRunner;
  readonly inspector: ServerInspector;
  /** Absent where the database is not asked for late input. */
  readonly input?: InputProbe | undefined;
  readonly notifier: Notifier;
  /** Settings without which the scheduler goes on; absent where none is wrong. */
  readonly wrongSettings?: readonly WrongSettings[] | undefined;
  /** The address of the dashboard, for links in notices; absent where it is not known. */
  readonly dashboard?: string | undefined;
  /** Aborted when the process is about to end. */
  readonly shutdown: AbortSignal;
}
