/** The parts of the page in the order in which they matter. */
import { useState } from 'preact/hooks';
import type { RunListView } from '../core/api/run-answers.ts';
import type { Client } from './api/client.ts';
import { useWatched } from './api/use-resource.ts';
import type { Scheduler } from './api/use-scheduler.ts';
import { AuditCard } from './audit/audit-card.tsx';
import { CancelControl } from './commands/cancel-control.tsx';
import { Controls } from './commands/controls.tsx';
import { useLanguage } from './context/language.tsx';
import { DurationCard } from './history/duration-card.tsx';
import { HistoryCard } from './history/history-card.tsx';
import { RunDialog } from './history/run-dialog.tsx';
import { FiguresCard } from './live/figures-card.tsx';
import { HeadlineCard } from './live/headline-card.tsx';
import { LiveRunCard } from './live/live-run-card.tsx';
import { NextCard } from './live/next-card.tsx';
import { ScheduleCard } from './schedule/schedule-card.tsx';
import { availabilityOf, type Command } from './state/controls.ts';

interface Props {
  readonly client: Client;
  readonly scheduler: Scheduler;
  readonly job: string;
}

/** Until the API has told the real one. */
const usualTimeoutSeconds = 5_400;

export function Overview({ client, scheduler, job }: Props) {
  const { words } = useLanguage();
  const { revision, refresh } = scheduler;
  const status = scheduler.status.data;
  const schedule = scheduler.schedule.data;
  const session = scheduler.session.data;
  const [done, setDone] = useState<Command | undefined>(undefined);
  const runs = useWatched<RunListView>(client, status && '/scheduler/runs?limit=100', revision);
  const onDone = (command: Command): void => {
    setDone(command);
    void refresh();
  };
  const run = status?.current_run ?? null;
  const timeoutSeconds = schedule?.limits.run_timeout_seconds ?? usualTimeoutSeconds;
  return (
    <div class="overview">
      <HeadlineCard job={job} status={scheduler.status} schedule={schedule} timeoutSeconds={timeoutSeconds}>
        {status !== undefined && <Controls {...{ client, status, schedule, session, onDone }} />}
        <output class="done">{done === undefined ? '' : words.commands.done[done]}</output>
      </HeadlineCard>
      {run !== null && (
        <LiveRunCard run={run} schedule={schedule}>
          <CancelControl
            client={client}
            run={run}
            availability={availabilityOf('cancel', status, session)}
            heartbeatSeconds={schedule?.limits.heartbeat_seconds ?? 0}
            onDone={() => onDone('cancel')}
          />
        </LiveRunCard>
      )}
      {status !== undefined && (
        <>
          <NextCard status={status} schedule={schedule} />
          <FiguresCard status={status} />
          <DurationCard runs={runs} timeoutSeconds={timeoutSeconds} />
          <div class="column">
            <HistoryCard client={client} revision={revision} />
            <AuditCard client={client} revision={revision} />
          </div>
          <ScheduleCard schedule={scheduler.schedule} />
        </>
      )}
      <RunDialog client={client} revision={revision} />
    </div>
  );
}
