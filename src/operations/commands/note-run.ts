/** Adds a note to a run that has ended. The row of one in progress belongs to its process. */
import { isDamaged } from '../../core/job/damaged-row.ts';
import { addNote } from '../../core/run/run-note.ts';
import { isFinished } from '../../core/run/run.ts';
import type { World } from '../../ports.ts';
import { type Caller, type CommandResult, executeCommand } from './execute-command.ts';

export interface NoteRunRequest {
  readonly runId: string;
  readonly text: string;
}

/** The text is the reason in the audit: what was noted, word for word. */
export const noteRun = (
  world: World,
  caller: Caller,
  { runId, text }: NoteRunRequest,
): Promise<CommandResult> =>
  executeCommand(world, caller, text, async ({ state: { active } }, now) => {
    if (active?.id === runId) return { kind: 'refused', why: 'run_active', runId, state: active.state.kind };
    // Read after the control rows: whoever adds another note meanwhile writes the state row, and this one is decided anew.
    const run = await world.store.findRun(runId);
    if (run === undefined) return { kind: 'refused', why: 'no_such_run', runId };
    if (isDamaged(run)) return { kind: 'refused', why: 'run_damaged', damaged: run };
    if (!isFinished(run)) return { kind: 'refused', why: 'run_active', runId, state: run.state.kind };
    const noted = addNote(run, text, caller.actor, now);
    if (noted === undefined) return { kind: 'refused', why: 'notes_full', runId };
    return {
      kind: 'effect',
      outcome: { kind: 'run_noted', runId },
      change: { run: noted },
      before: null,
      after: { notes: noted.notes?.length },
    };
  });
