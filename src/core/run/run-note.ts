/** What people note on a run that has ended, such as what they found out about it. Kept in the run's own row. */
import { z } from 'zod';
import type { Actor } from '../identity.ts';
import { EpochMs } from '../time/time.ts';
import type { FinishedRun } from './run.ts';

export const RunNote = z
  .object({ text: z.string(), by: z.string(), byId: z.string(), at: EpochMs })
  .readonly();
export type RunNote = z.infer<typeof RunNote>;

/** The oldest first. Absent without any, and in the copies of runs that the state row has. */
export const RunNotes = z.array(RunNote).readonly().exactOptional();

/** The run's row has room for as many of the longest. */
export const mostNotes = 20;

/** Undefined where there is no room for another one. */
export function addNote(
  run: FinishedRun,
  text: string,
  { name: by, id: byId }: Actor,
  at: EpochMs,
): FinishedRun | undefined {
  const { notes = [] } = run;
  return notes.length < mostNotes ? { ...run, notes: [...notes, { text, by, byId, at }] } : undefined;
}
