/** The buttons of the commands on the schedule, and their dialogs. */
import { useState } from 'preact/hooks';
import type { StatusView } from '../../api/schemas/status-schemas.ts';
import { commands as table, urlOf } from '../../api/commands.ts';
import type { Feed } from '../api/use-followed.ts';
import { useLanguage } from '../words/use-language.tsx';
import { PreflightButton } from '../preflight/preflight-button.tsx';
import { ProblemText } from '../problems/problem-text.tsx';
import { type Announced, availabilityOf, type Known } from './availability.ts';
import { CommandButton } from './command-button.tsx';
import { PauseDialog } from './pause-dialog.tsx';
import { IntervalDialog } from './interval-dialog.tsx';
import { RunNowDialog } from './run-now-dialog.tsx';
import { useCommand } from './use-command.ts';
import type { Headline } from '../headline/headline.ts';

interface Props extends Known {
  readonly feed: Feed;
  readonly status: StatusView;
  readonly headline: Headline;
  /** Somebody turned to a command. */
  readonly onBegin: () => void;
  /** It was carried out. */
  readonly onDone: (command: Announced) => void;
}

export function CommandBar({ feed, status, schedule, session, headline, onBegin, onDone }: Props) {
  const { words } = useLanguage();
  const { client } = feed;
  const [open, setOpen] = useState<Announced | undefined>(undefined);
  const starting = useCommand(client, status.running);
  const availability = (command: Announced) => availabilityOf(command, { status, schedule, session });
  const close = (command: Announced): void => setOpen((now) => (now === command ? undefined : now));
  const show = (command: Announced): void => {
    onBegin();
    setOpen(command);
  };
  const dialog = (command: Announced) => ({
    client,
    open: open === command,
    onClose: () => close(command),
    onDone: () => {
      close(command);
      onDone(command);
    },
  });
  const start = async (): Promise<void> => {
    if (starting.sending.kind === 'sending') return;
    onBegin();
    if (await starting.send(urlOf(table.start.path), {})) onDone('start');
  };
  const run = status.current_run;
  const forward = wayForward(headline, status);
  const toggle = status.running ? 'stop' : 'start';
  const inOrder: readonly Announced[] =
    forward === 'forceExecute' ? [forward, toggle, 'setInterval'] : [toggle, 'forceExecute', 'setInterval'];
  return (
    <div class="controls">
      {forward === 'failed' && (
        <a class="primary" href={`#run=${status.last_run_id}`}>
          {words.headline.toFailed}
        </a>
      )}
      {inOrder.map((command) => (
        <CommandButton
          // Pausing and resuming are one button: it keeps the focus.
          key={command === toggle ? 'toggle' : command}
          command={command}
          availability={availability(command)}
          kind={command === forward || command === 'start' ? 'primary' : 'plain'}
          onPress={() => (command === 'start' ? void start() : show(command))}
        />
      ))}
      {session.data?.permissions.start.allowed === true && <PreflightButton client={client} />}
      {starting.sending.kind === 'failed' && (
        <div class="note" role="alert">
          <ProblemText problem={starting.sending.problem} unanswered={words.problems.notAnswered} />
        </div>
      )}
      <PauseDialog {...dialog('stop')} runId={run?.stop_order === null ? run.id : undefined} />
      <RunNowDialog {...dialog('forceExecute')} schedule={schedule.data} />
      {schedule.data !== undefined && (
        <IntervalDialog {...dialog('setInterval')} schedule={schedule.data} feed={feed} />
      )}
    </div>
  );
}

/** In trouble: the failed run, or a run now where there is none to look at. While nothing ticks, neither would help. */
function wayForward(
  headline: Headline,
  { last_run_id: id, last_execution_outcome: outcome }: StatusView,
): 'failed' | 'forceExecute' | undefined {
  if (headline.kind !== 'failing') return undefined;
  const failed = outcome === 'failed' || outcome === 'timed_out' || outcome === 'lost';
  return headline.cause === 'failed' && failed && id !== null ? 'failed' : 'forceExecute';
}
