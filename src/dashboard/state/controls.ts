/** Which commands make sense now and may be given by this person, and why the others do not. */
import type { SessionView } from '../../core/api/session-answer.ts';
import type { StatusView } from '../../core/api/status-answer.ts';

export type Command = 'start' | 'stop' | 'forceExecute' | 'cancel' | 'setInterval';
export type Role = NonNullable<SessionView['role']>;

export type Availability =
  | { readonly kind: 'available' }
  | { readonly kind: 'forbidden'; readonly needs: Role }
  | { readonly kind: 'pointless'; readonly why: Pointless };
export type Pointless = 'not_loaded' | 'not_paused' | 'paused_already' | 'run_active' | 'no_run' | 'stopping';

export function availabilityOf(
  command: Command,
  status: StatusView | undefined,
  session: SessionView | undefined,
): Availability {
  if (status === undefined || session === undefined) return { kind: 'pointless', why: 'not_loaded' };
  const { needs, allowed } = session.permissions[command];
  if (!allowed) return { kind: 'forbidden', needs };
  const why = whyPointless(command, status);
  return why === undefined ? { kind: 'available' } : { kind: 'pointless', why };
}

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
      return status.current_run.state === 'stopping' ? 'stopping' : undefined;
    case 'setInterval':
      return undefined;
  }
}
