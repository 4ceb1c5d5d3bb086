/** What a check of the connection found out, without judgement: times, names and values as the server told them. */
import type { Failure } from '../run/failure.ts';
import type { DurationMs, EpochMs } from '../time/time.ts';

/** An answer of the server, or why there is none. */
export type Answer<T> =
  { readonly kind: 'known'; readonly value: T } | { readonly kind: 'unknown'; readonly reason: string };

/** The settings as they are used, never with a secret. */
export interface PreflightTarget {
  readonly host: string;
  readonly port: number;
  readonly instance?: string | undefined;
  readonly database: string;
  /** A user, or which managed identity. */
  readonly login: string;
  readonly encryption: 'none' | 'on' | 'strict';
  readonly trustsAnyCertificate: boolean;
  readonly lockName: string;
}

export type NameStep =
  /** The setting is an address already. */
  | { readonly kind: 'address'; readonly addresses: readonly string[] }
  | { readonly kind: 'resolved'; readonly addresses: readonly string[]; readonly took: DurationMs }
  | { readonly kind: 'failed'; readonly reason: string; readonly took: DurationMs };

/** Asking SQL Server Browser for the port of a named instance. */
export type InstanceStep =
  | { readonly kind: 'found'; readonly port: number; readonly took: DurationMs }
  | { readonly kind: 'silent'; readonly took: DurationMs }
  | { readonly kind: 'unlisted'; readonly instances: readonly string[] }
  | { readonly kind: 'without_tcp' };

export type PortStep =
  | { readonly kind: 'open'; readonly address: string; readonly port: number; readonly took: DurationMs }
  | {
      readonly kind: 'refused' | 'silent' | 'unreachable';
      readonly port: number;
      readonly reason: string;
      readonly took: DurationMs;
    };

export type LoginStep =
  | { readonly kind: 'done'; readonly took: DurationMs }
  | { readonly kind: 'failed'; readonly failure: Failure; readonly took: DurationMs };

/** Single values; null is the server's NULL. */
export interface ServerValues {
  readonly version: string | null;
  readonly edition: string | null;
  readonly engine: number | null;
  readonly banner: string | null;
  readonly login: string | null;
  readonly user: string | null;
  readonly sysadmin: number | null;
  readonly owner: number | null;
  readonly database: string | null;
  readonly collation: string | null;
  readonly updateability: string | null;
  readonly language: string | null;
  readonly firstDay: number | null;
  readonly mayExecute: number | null;
  readonly mayLock: number | null;
  readonly lockFree: number | null;
  readonly definition: string | null;
}

export interface ServerFacts {
  readonly values: Partial<ServerValues>;
  /** Why the server gave no value, by its name. */
  readonly reasons: Readonly<Record<string, string>>;
}

export interface SessionOptions {
  readonly dateFormat: string;
  readonly isolation: string;
}

export interface ParameterFacts {
  /** With its @. */
  readonly name: string;
  /** The system type, also of an alias type. */
  readonly type: string;
  /** In bytes; -1 is `max`. */
  readonly length: number;
}

export type ProcedureFacts =
  | { readonly kind: 'missing'; readonly names: readonly string[]; readonly databases: readonly string[] }
  | {
      readonly kind: 'object';
      /** With its schema. */
      readonly name: string;
      /** `type` of sys.objects, such as `P`. */
      readonly type: string;
      /** What a synonym stands for. */
      readonly base?: string | undefined;
      readonly parameters: Answer<readonly ParameterFacts[]>;
    };

export interface PendingProcedureFacts {
  /** As in the settings. */
  readonly procedure: string;
  /** 1, 0, or null if there is no such procedure or the login may not see it. */
  readonly mayExecute: Answer<number | null>;
}

export interface ClockFacts {
  readonly server: EpochMs;
  readonly offsetMinutes: number;
  /** Our own clock in the middle of the round trip. */
  readonly ours: EpochMs;
}

export interface SessionFacts {
  readonly server: ServerFacts;
  readonly options: Answer<SessionOptions>;
  readonly procedure: Answer<ProcedureFacts>;
  /** Absent where no procedure tells of late input. */
  readonly pending?: PendingProcedureFacts | undefined;
  readonly clock: Answer<ClockFacts>;
}

/** A step that is absent was not reached. */
export interface PreflightFacts {
  readonly target: PreflightTarget;
  readonly name: NameStep;
  readonly instance?: InstanceStep | undefined;
  readonly port?: PortStep | undefined;
  readonly login?: LoginStep | undefined;
  readonly session?: SessionFacts | undefined;
}

/** Implemented by an adapter. */
export interface ServerInspector {
  /** What a run would meet on its way to the procedure. Executes nothing, takes no lock, and does not disturb a run. */
  inspect(): Promise<PreflightFacts>;
}
