/** Changes the interval, once somebody has seen the slots that the new one would give. */
import { useState } from 'preact/hooks';
import type { ScheduleView } from '../../api/schemas/schedule-schemas.ts';
import { useLanguage } from '../words/use-language.tsx';
import { Dialog } from '../layout/dialog.tsx';
import { CommandForm } from './command-form.tsx';
import type { CommandProps } from './command-props.ts';
import { Choice, Field, ReasonField, reasonIn } from './fields.tsx';
import { IntervalPreview } from './interval-preview.tsx';
import { useCommand } from './use-command.ts';

interface Props extends CommandProps {
  readonly schedule: ScheduleView;
}

type Counting = ScheduleView['rule']['after'];

interface Typed {
  readonly hours: string;
  readonly after: Counting;
  readonly reason: string;
}

export function IntervalDialog({ client, open, onClose, onDone, schedule }: Props) {
  const { words, format } = useLanguage();
  const { setInterval } = words.commands;
  // What nobody has touched follows the rule in force.
  const inForce = { hours: format.decimal(schedule.rule.hours), after: schedule.rule.after, reason: '' };
  const [typed, setTyped] = useState<Typed | undefined>(undefined);
  const { hours, after, reason } = typed ?? inForce;
  const change = (part: Partial<Typed>): void => setTyped({ hours, after, reason, ...part });
  const sender = useCommand(client, open);
  // Written with fewer decimals than it may have.
  const wanted = hours === inForce.hours ? schedule.rule.hours : hoursIn(hours);
  const submit = async (): Promise<void> => {
    if (!(await sender.send('/scheduler/set-interval', { hours: wanted, after, ...reasonIn(reason) })))
      return;
    setTyped(undefined);
    onDone();
  };
  return (
    <Dialog title={setInterval.title} open={open} busy={sender.sending.kind === 'sending'} onClose={onClose}>
      <CommandForm
        sender={sender}
        words={setInterval.delay(format.duration(schedule.limits.start_delay_seconds))}
        confirm={setInterval.confirm}
        invalid={wanted === undefined}
        onSubmit={() => void submit()}
        onBack={onClose}
      >
        <Field
          type="decimal"
          label={setInterval.hours}
          hint={setInterval.hoursHint}
          value={hours}
          onValue={(value) => change({ hours: value })}
          invalid={wanted === undefined}
        />
        <Choice
          legend={setInterval.after}
          options={[
            ['finish', setInterval.finish],
            ['start', setInterval.start],
          ]}
          value={after}
          onValue={(value: Counting) => change({ after: value })}
        />
        {open && wanted !== undefined && <IntervalPreview client={client} hours={wanted} after={after} />}
        <ReasonField value={reason} onValue={(value) => change({ reason: value })} />
      </CommandForm>
    </Dialog>
  );
}

/** With a comma or a point, whatever the language. */
function hoursIn(text: string): number | undefined {
  if (!/^(\d+[.,]?\d*|[.,]\d+)$/.test(text.trim())) return undefined;
  const hours = Number(text.replace(',', '.'));
  return hours >= 0.5 && hours <= 24 ? hours : undefined;
}
