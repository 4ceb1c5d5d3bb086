/** The parts of the page in the order in which they matter. */
import { useState } from 'preact/hooks';
import type { ActiveRunView, RunListView } from '../api/schemas/run-schemas.ts';
import type { Client } from './api/client.ts';
import { useWatched } from './api/use-resource.ts';
import type { Scheduler } from './api/use-scheduler.ts';
import { AuditCard } from './audit/audit-card.tsx';
import { CancelDialog } from './commands/cancel-dialog.tsx';
import { CommandButton } from './commands/command-button.tsx';
import { Controls } from './commands/controls.tsx';
import { useDone } from './commands/use-done.ts';
import { useLanguage } from './words/use-language.tsx';
import { DurationCard } from './durations/duration-card.tsx';
import { HistoryCard } from './history/history-card.tsx';
import { RunDialog } from './run-details/run-dialog.tsx';
import { FiguresCard } from './figures/figures-card.tsx';
import { HeadlineCard } from './headline/headline-card.tsx';
import { LiveRunCard } from './run-in-progress/run-in-progress-card.tsx';
import { NextCard } from './next-run/next-run-card.tsx';
import { ScheduleCard } from './schedule/schedule-card.tsx';
import { availabilityOf, type Command } from './commands/availability.ts';

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
  const [done, setDone] = useDone(status);
  const [cancelling, setCancelling] = useState<ActiveRunView | undefined>(undefined);
  const runs = useWatched<RunListView>(client, status && '/scheduler/runs?limit=100', revision);
  const known = { status, schedule: scheduler.schedule, session: scheduler.session };
  const onBegin = (): void => setDone(undefined);
  const onDone = (command: Command): void => {
    setDone(command);
    void refresh();
  };
  const run = status?.current_run ?? null;
  const timeoutSeconds = schedule?.limits.run_timeout_seconds ?? usualTimeoutSeconds;
  return (
    <div class="overview">
      <HeadlineCard job={job} status={scheduler.status} schedule={schedule} timeoutSeconds={timeoutSeconds}>
        {status !== undefined && <Controls {...known} {...{ client, status, onBegin, onDone }} />}
        <output class="done">{done === undefined ? '' : words.commands.done[done]}</output>
      </HeadlineCard>
      {status !== undefined && run !== null && (
        <LiveRunCard run={run} reason={status.reason} schedule={schedule}>
          <CommandButton
            command="cancel"
            availability={availabilityOf('cancel', known)}
            kind="danger"
            onPress={() => {
              onBegin();
              setCancelling(run);
            }}
          />
        </LiveRunCard>
      )}
      <CancelDialog
        client={client}
        // As it is now, unless it has ended meanwhile.
        run={cancelling?.id === run?.id ? (run ?? undefined) : cancelling}
        heartbeatSeconds={schedule?.limits.heartbeat_seconds}
        onClose={() => setCancelling(undefined)}
        onDone={() => {
          setCancelling(undefined);
          onDone('cancel');
        }}
      />
      {status !== undefined && (
        <>
          <NextCard status={status} schedule={schedule} />
          <FiguresCard status={status} />
          <DurationCard runs={runs} timeoutSeconds={timeoutSeconds} />
          <div class="column">
            <HistoryCard client={client} revision={revision} active={run} />
            <AuditCard client={client} revision={revision} />
          </div>
          <ScheduleCard schedule={scheduler.schedule} />
        </>
      )}
      <RunDialog client={client} revision={revision} />
    </div>
  );
}
