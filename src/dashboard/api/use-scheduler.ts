/** All that the page knows: the status, polled every few seconds, and what is asked for when it changes. */
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { ScheduleView } from '../../api/schemas/schedule-schemas.ts';
import type { SessionView } from '../../api/schemas/session-schemas.ts';
import type { StatusView } from '../../api/schemas/status-schemas.ts';
import type { Client } from './client.ts';
import { type Polling, startPolling, type Tab } from './polling.ts';
import { revisionOf } from './revision.ts';
import { type Feed, type Resource, useFollowed, useQuestion } from './use-followed.ts';

export interface Scheduler {
  readonly status: Resource<StatusView>;
  readonly schedule: Resource<ScheduleView>;
  readonly session: Resource<SessionView>;
  /** For whatever follows the status. */
  readonly feed: Feed;
  /** After a command: asks for everything again. */
  readonly refresh: () => Promise<void>;
}

/** Changes that the status does not show are seen within this time, in milliseconds. */
const unseen = 60_000;

export function useScheduler(client: Client): Scheduler {
  const { resource: status, ask } = useQuestion<StatusView>(client, '/scheduler/status');
  const polling = useRef<Polling | undefined>(undefined);
  useEffect(() => {
    const started = startPolling(ask, tab);
    polling.current = started;
    return started.stop;
  }, [ask]);
  const [commands, setCommands] = useState(0);
  const pulse = status.confirmedAt ?? 0;
  const period = Math.floor(pulse / unseen);
  const feed = { client, pulse, revision: `${revisionOf(status.data)} ${commands} ${period}` };
  // Without a first status nothing else is asked for.
  const path = (name: string) => (status.data === undefined ? undefined : `/scheduler/${name}`);
  const schedule = useFollowed<ScheduleView>(feed, path('schedule'));
  const session = useFollowed<SessionView>({ ...feed, revision: String(period) }, path('me'));
  const refresh = useCallback(async () => {
    await polling.current?.again();
    setCommands((count) => count + 1);
  }, []);
  return { status, schedule, session, feed, refresh };
}

const tab: Tab = {
  isHidden: () => document.hidden,
  isOnline: () => navigator.onLine,
  onReturn: (callback) => {
    const wake = (): void => {
      if (!document.hidden) callback();
    };
    document.addEventListener('visibilitychange', wake);
    window.addEventListener('online', wake);
    return () => {
      document.removeEventListener('visibilitychange', wake);
      window.removeEventListener('online', wake);
    };
  },
};
