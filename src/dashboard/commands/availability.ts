/** Which commands make sense now and may be given by this person, and why the others do not. */
import type { ScheduleView } from '../../api/schemas/schedule-schemas.ts';
import type { SessionView } from '../../api/schemas/session-schemas.ts';
import type { StatusView } from '../../api/schemas/status-schemas.ts';

export type Command = 'start' | 'stop' | 'forceExecute' | 'cancel' | 'setInterval';
export type Role = NonNullable<SessionView['role']>;

export type Availability =
  | { readonly kind: 'available' }
  | { readonly kind: 'forbidden'; readonly needs: Role }
  | { readonly kind: 'pointless'; readonly why: Pointless };
export type Pointless =
  'not_loaded' | 'not_answered' | 'not_paused' | 'paused_already' | 'run_active' | 'no_run' | 'stopping';

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
  // The interval in force is where its dialog begins.
  if (command === 'setInterval' && schedule.data === undefined) return missing(schedule);
  const why = whyPointless(command, status);
  return why === undefined ? { kind: 'available' } : { kind: 'pointless', why };
}

const missing = ({ problem }: Asked<unknown>): Availability => ({
  kind: 'pointless',
  why: problem === undefined ? 'not_loaded' : 'not_answered',
});

function whyPointless(command: Command, status: StatusView): Pointless | undefined {
  switch (command) {
    case 'start':
      return status.running ? 'not_paused' : undefined;
    case 'stop':
      return status.running ? undefined : 'paused_already';
    case 'forceExecute':
      return status.current_run === null ? undefined : 'run_active';
    case 'cancel':
      if (status.current_run === null) return 'no_run';
      // The first order stands.
      return status.current_run.stop_order === null ? undefined : 'stopping';
    case 'setInterval':
      return undefined;
  }
}
