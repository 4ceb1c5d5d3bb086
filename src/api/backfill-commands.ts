/** What a caller can ask of backfill, in the table of commands. */
import type { Command } from './commands.ts';

export const backfillCommands = {
  planBackfill: {
    path: 'scheduler/backfill',
    role: 'operator',
    action: 'plan_backfill',
    symbol: '📆',
    event: 'backfill_planned',
    summary: 'Compute the dates of a period',
    description:
      'Backfill computes them in chunks, the oldest first, between the slots of the schedule, and also while the schedule is paused. Gaps wait until the plan is done. It resets the failures in a row, but ends no pause of backfill.',
    body: 'PlanBackfillRequest',
    answers: { 200: 'ChangeAnswer' },
    refusals: ['plan_active', 'period_closed', 'nothing_missing'],
  },
  pauseBackfill: {
    path: 'scheduler/backfill/pause',
    role: 'operator',
    action: 'pause_backfill',
    symbol: '⏸️',
    event: 'backfill_paused',
    summary: 'Pause backfill',
    description: 'No further chunk begins. A chunk in progress goes on, and so does the schedule.',
    body: 'SteerBackfillRequest',
    answers: { 200: 'ChangeAnswer' },
    refusals: [],
  },
  resumeBackfill: {
    path: 'scheduler/backfill/resume',
    role: 'operator',
    action: 'resume_backfill',
    symbol: '▶️',
    event: 'backfill_resumed',
    summary: 'Resume backfill',
    description: 'Ends a pause, and resets the failures in a row: also where three of them have stopped it.',
    body: 'SteerBackfillRequest',
    answers: { 200: 'ChangeAnswer' },
    refusals: [],
  },
  cancelBackfill: {
    path: 'scheduler/backfill/cancel',
    role: 'operator',
    action: 'cancel_backfill',
    symbol: '🛑',
    event: 'backfill_cancelled',
    summary: 'Cancel the plan of backfill',
    description:
      'A chunk in progress goes on: to end it, cancel its run. What the plan has computed stays; gaps are filled as before.',
    body: 'SteerBackfillRequest',
    answers: { 200: 'ChangeAnswer' },
    refusals: [],
  },
} as const satisfies Readonly<Record<string, Command>>;
