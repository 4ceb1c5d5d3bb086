/** Which commands this person may give now, and why not the others. */
import type { backfillCommands } from '../../api/backfill-commands.ts';
import type { closingCommands } from '../../api/closing-commands.ts';
import type { CommandName } from '../../api/commands.ts';
import type { ScheduleView } from '../../api/schemas/schedule-schemas.ts';
import type { SessionView } from '../../api/schemas/session-schemas.ts';
import type { StatusView } from '../../api/schemas/status-schemas.ts';

/** The page has no button to end a lease, for which one must have read how, nor for what other systems tell. */
export type Command = Exclude<CommandName, 'forceUnlock' | 'tellPending'>;
/** Those whose effect shows in the headline, which says that they were done. */
export type Announced = Exclude<
  Command,
  'muteChannel' | 'testChannels' | 'noteRun' | keyof typeof backfillCommands | keyof typeof closingCommands
>;
export type Role = NonNullable<SessionView['role']>;

export type Availability =
  | { readonly kind: 'available' }
  | { readonly kind: 'forbidden'; readonly needs: Role }
  | { readonly kind: 'unavailable'; readonly why: Unavailable };
export type Unavailable =
  | 'not_loaded'
  | 'not_answered'
  | 'not_paused'
  | 'paused_already'
  | 'run_active'
  | 'no_run'
  | 'stopping'
  | 'plan_active'
  /** Of chosen days. */
  | 'nothing_open'
  | 'too_long'
  | 'not_over'
  | 'closed_already';

interface Asked<T> {
  readonly data: T | undefined;
  /** Why there is no newer answer. */
  readonly problem: unknown;
}

export interface Known {
  readonly status: StatusView | undefined;
  readonly session: Asked<SessionView>;
  readonly schedule: Asked<ScheduleView>;
}

export function availabilityOf(command: Command, { status, session, schedule }: Known): Availability {
  if (status === undefined || session.data === undefined) return missing(session);
  const { needs, allowed } = session.data.permissions[command];
  if (!allowed) return { kind: 'forbidden', needs };
  // Their dialogs begin with what is in effect.
  if ((command === 'setInterval' || command === 'setSchedule') && schedule.data === undefined)
    return missing(schedule);
  const why = whyNot(command, status);
  return why === undefined ? { kind: 'available' } : { kind: 'unavailable', why };
}

const missing = ({ problem }: Asked<unknown>): Availability => ({
  kind: 'unavailable',
  why: problem === undefined ? 'not_loaded' : 'not_answered',
});

function whyNot(command: Command, status: StatusView): Unavailable | undefined {
  switch (command) {
    case 'start':
      return status.running ? 'not_paused' : undefined;
    case 'stop':
      return status.running ? undefined : 'paused_already';
    case 'forceExecute':
      return status.current_run === null ? undefined : 'run_active';
    case 'cancel':
      if (status.current_run === null) return 'no_run';
      // The first cancellation request stands.
      return status.current_run.stop_order === null ? undefined : 'stopping';
    case 'planBackfill':
      return status.coverage?.backfill.plan == null ? undefined : 'plan_active';
    case 'setInterval':
    case 'setSchedule':
    case 'pauseBackfill':
    case 'resumeBackfill':
    case 'cancelBackfill':
    case 'muteChannel':
    case 'testChannels':
    case 'noteRun':
    case 'closePeriod':
    case 'reopenPeriod':
      return undefined;
  }
}
