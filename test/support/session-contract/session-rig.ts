/** What the contract of a session needs: a server that behaves as told, and time that passes. */
import { executeProcedure } from '../../../src/adapters/sql-server/execute-procedure.ts';
import type { LockTarget } from '../../../src/adapters/sql-server/locked-session.ts';
import { probeProcedure } from '../../../src/adapters/sql-server/probe.ts';
import type { AttemptResult } from '../../../src/core/run/end-attempt.ts';
import type { ProbeResult } from '../../../src/core/run/reconciliation.ts';
import type { Settings } from '../../../src/core/settings/scheduler-settings.ts';
import { type Recording, recordingLog } from '../../adapters/sql-server/support/attempt.ts';

export interface Behaviour {
  readonly login?: 'refused' | 'busy' | 'silent';
  /** How many rows the procedure changes. */
  readonly rows?: number;
  readonly prints?: string;
  /** The error with which the procedure ends. */
  readonly error?: number;
  /** It goes on until somebody stops it or `finish` is called. */
  readonly lasts?: true;
  /** It takes no notice of a request to stop, nor of a client that has gone. */
  readonly stubborn?: true;
}

export type CallOutcome = 'running' | 'completed' | 'stopped' | 'failed' | 'killed';

export interface SessionRig {
  readonly target: LockTarget;
  readonly settings: Settings;
  readonly behave: (behaviour: Behaviour) => void;
  /** Every connection ends with a reset, and both sides know it. */
  readonly breakConnections: () => Promise<void>;
  /** Whatever is running ends well, by itself. */
  readonly finish: () => void;
  /** Nobody waits long any more for what will not come. */
  readonly hurry: () => void;
  /** Every call of the procedure, as the server saw it. */
  readonly calls: () => readonly CallOutcome[];
  /** How many clients are connected, as the server sees it. */
  readonly connected: () => number;
  /** Lets time pass until the work is done. */
  readonly run: <T>(work: Promise<T>) => Promise<T>;
  readonly until: (condition: () => boolean) => Promise<void>;
  readonly close: () => Promise<void>;
}

export type StartRig = () => Promise<SessionRig>;

export const execute = (
  { target, settings, run }: SessionRig,
  recording: Recording,
): Promise<AttemptResult> => run(executeProcedure(target, settings, recording.execution));

export const probe = ({ target, run }: SessionRig): Promise<ProbeResult> =>
  run(probeProcedure(target, recordingLog([]), new AbortController().signal));

/** For what becomes true as soon as the server has noticed something. */
export async function probeUntil(rig: SessionRig, expected: ProbeResult): Promise<ProbeResult> {
  let result = await probe(rig);
  while (result !== expected) result = await probe(rig);
  return result;
}
