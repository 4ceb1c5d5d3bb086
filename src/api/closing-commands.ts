/** Closed periods in the table of commands. */
import type { Command } from './commands.ts';

export const closingCommands = {
  closePeriod: {
    path: 'scheduler/close',
    role: 'admin',
    action: 'close_period',
    symbol: '🔒',
    event: 'period_closed',
    summary: 'Close the period up to a date',
    description:
      'Nothing computes its dates any more: ranges of runs begin after it, and backfill leaves it out. Refused while dates of the period are not settled, unless `confirm` is true, and while a run that has such dates is active.',
    body: 'ClosePeriodRequest',
    answers: { 200: 'ChangeAnswer' },
    refusals: ['not_settled', 'period_closed', 'run_active'],
  },
  reopenPeriod: {
    path: 'scheduler/reopen',
    role: 'admin',
    action: 'reopen_period',
    symbol: '🔓',
    event: 'period_reopened',
    summary: 'Reopen the closed period for a while',
    description:
      'Its dates from `from` on may be computed until `until`; then the period closes again by itself. What was begun until then goes on.',
    body: 'ReopenPeriodRequest',
    answers: { 200: 'ChangeAnswer' },
    refusals: ['nothing_closed'],
  },
} as const satisfies Readonly<Record<string, Command>>;
