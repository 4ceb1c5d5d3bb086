/** Whether runs lose their process again and again: each time the work is lost, though the run is repeated. */
import { z } from 'zod';
import { type FinishedRun, type Run } from '../run/run.ts';

/** For each of the latest runs, oldest first: whether the app's process ended during an attempt of it. */
export const LostProcesses = z.array(z.boolean()).readonly();
export type LostProcesses = z.infer<typeof LostProcesses>;

const kept = 10;

/** `interrupted`: the process said that it was stopped. `lost`: it said nothing more. */
const lostProcess = ({ attempts }: Run): boolean =>
  attempts.some(({ outcome }) => outcome === 'lost' || outcome === 'interrupted');

/** A run that executed nothing says nothing about the process. */
export function noteProcess(before: LostProcesses | undefined, run: FinishedRun): LostProcesses | undefined {
  if (run.attempts.length === 0 || run.state.outcome === 'skipped') return before;
  return [...(before ?? []), lostProcess(run)].slice(-kept);
}

export interface LostRepeatedly {
  /** So many runs lost their process … */
  readonly lost: number;
  /** … of so many. */
  readonly of: number;
  readonly inARow: number;
}

interface Known {
  readonly lostProcesses?: LostProcesses;
  readonly active?: Run;
  readonly statistics: { readonly consecutiveLost: number };
}

/** Two in a row or three of the last ten: once may be an update of the platform. */
export function lostRepeatedly({ lostProcesses, active, statistics }: Known): LostRepeatedly | undefined {
  const ended = lostProcesses ?? [];
  const runs = (active !== undefined && lostProcess(active) ? [...ended, true] : ended).slice(-kept);
  // Rows of earlier versions have this count only.
  const inARow = Math.max(runs.length - 1 - runs.lastIndexOf(false), statistics.consecutiveLost);
  const lost = Math.max(runs.filter(Boolean).length, inARow);
  return inARow >= 2 || lost >= 3 ? { lost, of: Math.max(runs.length, lost), inARow } : undefined;
}
