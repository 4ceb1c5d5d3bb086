/** Notes on runs: what is sent, and how they are shown. */
import { z } from 'zod';
import { mostNotes } from '../../core/run/run-note.ts';
import { Line, strictObject } from './common-fields.ts';
import { ActorId, Instant } from './progress-schemas.ts';

export const NoteRunRequest = strictObject('fields', {
  text: Line.meta({
    description: 'For everybody who sees the run, on one line; surrounding blanks are trimmed.',
    examples: ['the server was being patched, see ticket 4711'],
  }),
});
export type NoteRunRequest = z.infer<typeof NoteRunRequest>;

export const NoteView = z
  .object({ text: z.string(), by: z.string(), by_id: ActorId, at: Instant })
  .readonly();
export type NoteView = z.infer<typeof NoteView>;

export const Notes = z
  .array(NoteView)
  .readonly()
  .meta({
    description: `What people noted on the run, the oldest first, at most ${mostNotes}. Absent without any, and in the status, which does not read the history.`,
  });
