/** What the stand-in shows of itself to somebody who asks, with the faults that tests inject. */
import type { ActiveFault } from './faults.ts';

export interface FaceParameter {
  readonly name: string;
  readonly type: string;
  /** In bytes. */
  readonly length: number;
}

export interface ServerFace {
  /** `denied`: it can be seen, but not executed. */
  readonly procedure: 'executable' | 'denied' | 'missing';
  /** dbo.spJamkerjaPending. */
  readonly pending: 'executable' | 'denied' | 'missing';
  readonly parameters: readonly FaceParameter[];
  /** Instead of the text in local/sql. */
  readonly definition: string | undefined;
  readonly mayLock: boolean;
  readonly readOnly: boolean;
  readonly sysadmin: boolean;
  readonly clockAheadMs: number;
  /** If absent, this machine's. */
  readonly offsetMinutes: number | undefined;
  /** Functions and views that this server does not have. */
  readonly without: readonly string[];
}

const parameters: readonly FaceParameter[] = [
  { name: '@awal', type: 'date', length: 3 },
  { name: '@akhir', type: 'date', length: 3 },
];

export function faceOf(faults: readonly ActiveFault[]): ServerFace {
  const given = faults.find((fault) => fault.kind === 'server');
  const kinds = new Set(faults.map(({ kind }) => kind));
  const denied = kinds.has('permission-denied') ? 'denied' : 'executable';
  return {
    procedure: kinds.has('unknown-procedure') ? 'missing' : denied,
    pending: faults.find((fault) => fault.kind === 'pending')?.procedure ?? 'executable',
    parameters: given?.parameters ?? parameters,
    definition: given?.definition,
    mayLock: given?.mayLock ?? true,
    readOnly: given?.readOnly ?? false,
    sysadmin: given?.sysadmin ?? false,
    clockAheadMs: given?.clockAheadMs ?? 0,
    offsetMinutes: given?.offsetMinutes,
    without: given?.without ?? [],
  };
}
