/** What a caller can do with runs, in the table of commands. */
import type { Command } from './commands.ts';

export const runCommands = {
  forceExecute: {
    path: 'scheduler/force-execute',
    role: 'operator',
    action: 'force_execute',
    symbol: '👤',
    event: 'run_requested',
    summary: 'Request a run now',
    description: 'It starts with the next tick, even while the schedule is paused.',
    body: 'ForceExecuteRequest',
    answers: { 202: 'RunReferenceAnswer' },
    refusals: ['run_active', 'cooling_down', 'period_closed'],
  },
  cancel: {
    path: 'scheduler/runs/{id}/cancel',
    role: 'operator',
    action: 'cancel',
    symbol: '🛑',
    event: 'cancel_ordered',
    summary: 'Cancel a run',
    description:
      'A run in progress receives the request with its next heartbeat (202); a waiting run is cancelled at once (200).',
    body: 'CancelRequest',
    answers: { 200: 'RunReferenceAnswer', 202: 'RunReferenceAnswer' },
    refusals: ['not_found', 'run_finished'],
  },
  noteRun: {
    path: 'scheduler/runs/{id}/notes',
    role: 'operator',
    action: 'note_run',
    symbol: '📝',
    event: 'run_noted',
    summary: 'Add a note to a run',
    description:
      'For those who look at the run later, such as what was found out about a failure. Only on runs that have ended; nobody can change or remove a note.',
    body: 'NoteRunRequest',
    answers: { 200: 'RunReferenceAnswer' },
    refusals: ['not_found', 'run_active', 'notes_full'],
  },
} as const satisfies Readonly<Record<string, Command>>;
