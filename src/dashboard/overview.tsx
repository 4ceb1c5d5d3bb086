/** The parts of the page, the most important first. */
import { useState } from 'preact/hooks';
import type { ActiveRunView, RunListView } from '../api/schemas/run-schemas.ts';
import type { StatusView } from '../api/schemas/status-schemas.ts';
import { type Feed, useFollowed } from './api/use-followed.ts';
import type { Scheduler } from './api/use-scheduler.ts';
import { AuditCard } from './audit/audit-card.tsx';
import { CancelDialog } from './commands/cancel-dialog.tsx';
import { CommandButton } from './commands/command-button.tsx';
import { CommandBar } from './commands/command-bar.tsx';
import { DoneMessage } from './commands/done-message.tsx';
import { useDone } from './commands/use-done.ts';
import { DaysCard } from './days/days-card.tsx';
import { DurationCard } from './durations/duration-card.tsx';
import { HistoryCard } from './history/history-card.tsx';
import { RunDialog } from './run-details/run-dialog.tsx';
import { FiguresCard } from './figures/figures-card.tsx';
import { PlanCard } from './planned/plan-card.tsx';
import { NoticesCard } from './notices/notices-card.tsx';
import { HeadlineCard } from './headline/headline-card.tsx';
import { RunInProgressCard } from './run-in-progress/run-in-progress-card.tsx';
import { NextRunCard } from './next-run/next-run-card.tsx';
import { WhyDialog } from './why/why-dialog.tsx';
import { ScheduleCard } from './schedule/schedule-card.tsx';
import { type Announced, availabilityOf, type Known } from './commands/availability.ts';

interface Props {
  readonly scheduler: Scheduler;
  readonly job: string;
}

/** Until the API has answered with the real one. */
const usualTimeoutSeconds = 5_400;

export function Overview({ scheduler, job }: Props) {
  const { feed, refresh } = scheduler;
  const status = scheduler.status.data;
  const schedule = scheduler.schedule.data;
  const [done, setDone] = useDone(status);
  const [cancelling, setCancelling] = useState<ActiveRunView | undefined>(undefined);
  const runs = useFollowed<RunListView>(feed, status && '/scheduler/runs?limit=100');
  const known = { status, schedule: scheduler.schedule, session: scheduler.session };
  const onChanged = (): void => void refresh();
  const onBegin = (): void => setDone(undefined);
  const onDone = (command: Announced): void => {
    setDone(command);
    void refresh();
  };
  const run = status?.current_run ?? null;
  const timeoutSeconds = schedule?.limits.run_timeout_seconds ?? usualTimeoutSeconds;
  return (
    <div class="overview">
      <HeadlineCard job={job} status={scheduler.status} schedule={schedule} runs={runs.data}>
        {(headline) => (
          <>
            {status !== undefined && (
              <CommandBar {...known} {...{ feed, status, headline, onBegin, onDone }} />
            )}
            <DoneMessage done={done} run={run} />
          </>
        )}
      </HeadlineCard>
      {status !== undefined && run !== null && (
        <RunInProgressCard run={run} reason={status.reason} schedule={schedule}>
          <CommandButton
            command="cancel"
            availability={availabilityOf('cancel', known)}
            kind="danger"
            onPress={() => {
              onBegin();
              setCancelling(run);
            }}
          />
        </RunInProgressCard>
      )}
      <CancelDialog
        client={feed.client}
        // Its latest state, unless it has ended since.
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
          <NextRunCard status={status} schedule={schedule} />
          <DaysCard {...known} {...{ feed, onChanged }} />
          <HistoryCard feed={feed} active={run} />
          <SideColumn {...known} {...{ feed, status, onBegin, onDone, onChanged }} />
          <DurationCard {...{ runs, timeoutSeconds }} />
          <PlanCard feed={feed} />
        </>
      )}
      <Linked {...known} {...{ feed, onChanged }} onRequested={() => onDone('forceExecute')} />
    </div>
  );
}

interface SideProps extends Pick<Known, 'session'> {
  readonly status: StatusView;
  readonly schedule: Scheduler['schedule'];
  readonly feed: Feed;
  readonly onBegin: () => void;
  readonly onDone: (command: Announced) => void;
  readonly onChanged: () => void;
}

/** Beside the history on a wide screen, below it on a phone. */
function SideColumn({ feed, onBegin, onDone, onChanged, ...known }: SideProps) {
  return (
    <div class="column">
      <FiguresCard status={known.status} schedule={known.schedule.data} />
      <ScheduleCard {...known} {...{ feed, onBegin, onDone }} onConflict={onChanged} />
      <AuditCard feed={feed} />
      <NoticesCard {...known} {...{ feed, onChanged }} />
    </div>
  );
}

interface LinkedProps extends Known {
  readonly feed: Feed;
  readonly onChanged: () => void;
  /** Another run of the same dates was requested. */
  readonly onRequested: () => void;
}

/** What the address of the page opens. */
function Linked(props: LinkedProps) {
  return (
    <>
      <RunDialog {...props} />
      <WhyDialog feed={props.feed} />
    </>
  );
}
