/** What can be done about the schedule, and the dialogs that do it. */
import { useState } from 'preact/hooks';
import type { ScheduleView } from '../../core/api/schedule-answer.ts';
import type { SessionView } from '../../core/api/session-answer.ts';
import type { StatusView } from '../../core/api/status-answer.ts';
import type { Client } from '../api/client.ts';
import { useLanguage } from '../context/language.tsx';
import { ProblemText } from '../layout/problem.tsx';
import { availabilityOf, type Command } from '../state/controls.ts';
import { CommandButton } from './command-button.tsx';
import { ForceDialog } from './force-dialog.tsx';
import { IntervalDialog } from './interval-dialog.tsx';
import { StopDialog } from './stop-dialog.tsx';
import { useCommand } from './use-command.ts';

interface Props {
  readonly client: Client;
  readonly status: StatusView;
  readonly schedule: ScheduleView | undefined;
  readonly session: SessionView | undefined;
  /** A command was carried out. */
  readonly onDone: (command: Command) => void;
}

export function Controls({ client, status, schedule, session, onDone }: Props) {
  const { words } = useLanguage();
  const [open, setOpen] = useState<Command | undefined>(undefined);
  const starting = useCommand(client);
  const availability = (command: Command) => availabilityOf(command, status, session);
  const dialog = (command: Command) => ({
    client,
    open: open === command,
    onClose: () => setOpen((now) => (now === command ? undefined : now)),
    onDone: () => {
      setOpen(undefined);
      onDone(command);
    },
  });
  const start = async (): Promise<void> => {
    if (await starting.send('/scheduler/start', {})) onDone('start');
  };
  const toggle = status.running ? 'stop' : 'start';
  return (
    <div class="controls">
      <CommandButton
        command={toggle}
        availability={availability(toggle)}
        kind={toggle === 'start' ? 'primary' : 'plain'}
        onPress={() => (toggle === 'start' ? void start() : setOpen('stop'))}
      />
      <CommandButton
        command="forceExecute"
        availability={availability('forceExecute')}
        kind="plain"
        onPress={() => setOpen('forceExecute')}
      />
      <CommandButton
        command="setInterval"
        availability={availability('setInterval')}
        kind="plain"
        onPress={() => setOpen('setInterval')}
      />
      {starting.sending.kind === 'failed' && (
        <p class="note" role="alert">
          <ProblemText problem={starting.sending.problem} unanswered={words.commands.problem.notAnswered} />
        </p>
      )}
      <StopDialog {...dialog('stop')} runActive={status.current_run !== null} />
      <ForceDialog {...dialog('forceExecute')} schedule={schedule} />
      {schedule !== undefined && <IntervalDialog {...dialog('setInterval')} schedule={schedule} />}
    </div>
  );
}
