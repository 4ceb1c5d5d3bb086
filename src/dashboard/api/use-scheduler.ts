/** All that the page knows: the status, asked for every few seconds, and what is asked for when that changes. */
import { useCallback, useState } from 'preact/hooks';
import type { ScheduleView } from '../../api/schemas/schedule-schemas.ts';
import type { SessionView } from '../../api/schemas/session-schemas.ts';
import type { StatusView } from '../../api/schemas/status-schemas.ts';
import { revisionOf } from './revision.ts';
import type { Client } from './client.ts';
import { usePoll } from './use-poll.ts';
import { type Resource, useFollowed, useResource } from './use-resource.ts';

export interface Scheduler {
  readonly status: Resource<StatusView>;
  readonly schedule: Resource<ScheduleView>;
  readonly session: Resource<SessionView>;
  /** Whatever follows the status is asked for again when this changes. */
  readonly revision: string;
  /** How far the server's clock is ahead of the local one, in milliseconds. */
  readonly clockAhead: number;
  /** After a command: asks for everything again. */
  readonly refresh: () => Promise<void>;
}

/** What the status does not show changes at most so long unseen, in milliseconds. */
const unseen = 60_000;

export function useScheduler(client: Client): Scheduler {
  const [status, ask] = useResource<StatusView>(client, '/scheduler/status');
  const { again } = usePoll(ask);
  const [commands, setCommands] = useState(0);
  const pulse = status.confirmedAt ?? 0;
  const period = Math.floor(pulse / unseen);
  const revision = `${revisionOf(status.data)} ${commands} ${period}`;
  // Nothing else is asked for as long as the first question is not answered.
  const path = (name: string) => (status.data === undefined ? undefined : `/scheduler/${name}`);
  const schedule = useFollowed<ScheduleView>(client, path('schedule'), pulse, { revision });
  const session = useFollowed<SessionView>(client, path('me'), pulse, { revision: String(period) });
  const refresh = useCallback(async () => {
    await again();
    setCommands((count) => count + 1);
  }, [again]);
  return { status, schedule, session, revision, clockAhead: status.clockAhead, refresh };
}
