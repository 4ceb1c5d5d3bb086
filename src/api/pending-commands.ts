/** What systems that upload can tell: a part of the table of commands. */
import type { Command } from './commands.ts';

export const pendingCommands = {
  tellPending: {
    path: 'scheduler/pending',
    role: 'operator',
    action: 'tell_pending',
    symbol: '📨',
    event: 'pending_told',
    summary: 'Tell for which dates input has arrived',
    description:
      'For systems that upload and would rather tell than be asked (PENDING_PROCEDURE). A settled date, or one before coverage, is computed again once nothing more has arrived for it for PENDING_QUIET_MINUTES; any other date will be computed anyway.',
    body: 'TellPendingRequest',
    takesLists: true,
    answers: { 200: 'PendingAnswer' },
    refusals: [],
  },
} as const satisfies Readonly<Record<string, Command>>;
