/**
 * Everything a caller can change. Routes, roles, audit actions, log lines, the API description, session permissions
 * and the dashboard's buttons follow from this table. Loads nothing, so that start-up and the dashboard can afford it.
 */
import type { CommandAction } from '../core/job/audit.ts';
import type { LogEvent } from '../core/job/log-lines.ts';
import type { Role } from './access.ts';
import { closingCommands } from './closing-commands.ts';
import { backfillCommands } from './backfill-commands.ts';
import { pendingCommands } from './pending-commands.ts';
import type { ErrorCode } from './error-codes.ts';
import { noticeCommands } from './notice-commands.ts';
import { runCommands } from './run-commands.ts';
import { scheduleCommands } from './schedule-commands.ts';
import type { CommandAnswerName } from './schemas/answers.ts';
import type { requests } from './schemas/requests.ts';

export interface Command {
  /** POST where there is none. */
  readonly method?: 'PUT';
  readonly path: string;
  readonly role: Role;
  readonly action: CommandAction;
  /** The log line is the symbol, the answer's message and the caller. */
  readonly symbol: string;
  readonly event: LogEvent;
  readonly summary: string;
  readonly description: string;
  /** The schema of the body. */
  readonly body: keyof typeof requests;
  /** The body may be as large as a schedule document. */
  readonly takesLists?: true;
  /** By status, the schema of the answer. */
  readonly answers: Readonly<Partial<Record<200 | 202, CommandAnswerName>>>;
  /** In addition to what every command may be refused with. */
  readonly refusals: readonly ErrorCode[];
}

type CamelCase<S extends string> = S extends `${infer First}_${infer Rest}`
  ? `${First}${Capitalize<CamelCase<Rest>>}`
  : S;
/** Named after the actions of the audit: each has its command, and no command goes without one. */
export type CommandName = CamelCase<CommandAction>;
type Table = {
  readonly [A in CommandAction as CamelCase<A>]: Command & { readonly action: A };
};

export const commands = {
  start: {
    path: 'scheduler/start',
    role: 'operator',
    action: 'start',
    symbol: '▶️',
    event: 'schedule_resumed',
    summary: 'Resume the schedule',
    description: 'The next run is due no sooner than the start delay.',
    body: 'StartRequest',
    answers: { 200: 'ChangeAnswer' },
    refusals: [],
  },
  stop: {
    path: 'scheduler/stop',
    role: 'operator',
    action: 'stop',
    symbol: '⏸️',
    event: 'schedule_paused',
    summary: 'Pause the schedule',
    description: 'A run in progress continues unless `cancel` is true.',
    body: 'StopRequest',
    answers: { 200: 'ChangeAnswer' },
    refusals: [],
  },
  ...runCommands,
  ...scheduleCommands,
  forceUnlock: {
    path: 'scheduler/force-unlock',
    role: 'admin',
    action: 'force_unlock',
    symbol: '🔓',
    event: 'force_unlocked',
    summary: 'End the lease of a process that hangs',
    description:
      'The next tick asks SQL Server what became of the run; as long as its procedure still runs there, nothing starts.',
    body: 'ForceUnlockRequest',
    answers: { 200: 'ChangeAnswer' },
    refusals: ['nothing_held'],
  },
  ...noticeCommands,
  ...closingCommands,
  ...backfillCommands,
  ...pendingCommands,
} as const satisfies Table;

export const perCommand = <T>(valueFor: (name: CommandName) => T): Readonly<Record<CommandName, T>> => ({
  start: valueFor('start'),
  stop: valueFor('stop'),
  forceExecute: valueFor('forceExecute'),
  cancel: valueFor('cancel'),
  setInterval: valueFor('setInterval'),
  setSchedule: valueFor('setSchedule'),
  forceUnlock: valueFor('forceUnlock'),
  muteChannel: valueFor('muteChannel'),
  testChannels: valueFor('testChannels'),
  closePeriod: valueFor('closePeriod'),
  reopenPeriod: valueFor('reopenPeriod'),
  planBackfill: valueFor('planBackfill'),
  pauseBackfill: valueFor('pauseBackfill'),
  resumeBackfill: valueFor('resumeBackfill'),
  cancelBackfill: valueFor('cancelBackfill'),
  tellPending: valueFor('tellPending'),
  noteRun: valueFor('noteRun'),
});

/** The URL of a route of this app, from the root. */
export const urlOf = (path: string, id = ''): string => `/${path.replace('{id}', id)}`;
