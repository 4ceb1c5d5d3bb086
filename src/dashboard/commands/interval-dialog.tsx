/** Changes the interval, with a preview of the slots that the new one would give. */
import { useState } from 'preact/hooks';
import type { ScheduleView } from '../../api/schemas/schedule-schemas.ts';
import { longestIntervalHours, shortestIntervalHours } from '../../core/schedule/limits.ts';
import type { Feed } from '../api/use-followed.ts';
import { useLanguage } from '../words/use-language.tsx';
import { Dialog } from '../layout/dialog.tsx';
import { commands, urlOf } from '../../api/commands.ts';
import { CommandForm, type DialogProps } from './command-form.tsx';
import { Choice, Field, ReasonField, reasonIn } from './fields.tsx';
import { IntervalPreview } from './interval-preview.tsx';
import { useCommand } from './use-command.ts';

interface Props extends DialogProps {
  readonly schedule: ScheduleView;
  readonly feed: Feed;
}

type Counting = 'finish' | 'start';

/** Suggested where another kind of rule is in force. */
const usual = { hours: 3, after: 'finish' } as const;

interface Typed {
  readonly hours: string;
  readonly after: Counting;
  readonly reason: string;
}

export function IntervalDialog({ client, open, onClose, onDone, schedule, feed }: Props) {
  const { words, format } = useLanguage();
  const { setInterval } = words.commands;
  // Until somebody types, the fields follow the rule in effect.
  const rule = schedule.rule.kind === 'interval' ? schedule.rule : usual;
  const inEffect = { hours: format.decimal(rule.hours), after: rule.after, reason: '' };
  const [typed, setTyped] = useState<Typed | undefined>(undefined);
  const { hours, after, reason } = typed ?? inEffect;
  const change = (part: Partial<Typed>): void => setTyped({ hours, after, reason, ...part });
  const command = useCommand(client, open);
  // The field may show fewer decimals than the interval has.
  const wanted = hours === inEffect.hours ? rule.hours : hoursIn(hours);
  const submit = async (): Promise<void> => {
    if (
      !(await command.send(urlOf(commands.setInterval.path), { hours: wanted, after, ...reasonIn(reason) }))
    )
      return;
    setTyped(undefined);
    onDone();
  };
  return (
    <Dialog title={setInterval.title} open={open} busy={command.sending.kind === 'sending'} onClose={onClose}>
      <CommandForm
        command={command}
        words={setInterval.delay(format.duration(schedule.limits.start_delay_seconds))}
        confirm={setInterval.confirm}
        wrong={wanted === undefined ? words.commands.correct : undefined}
        onSubmit={() => void submit()}
        onBack={onClose}
      >
        <Field
          type="decimal"
          label={setInterval.hours}
          hint={setInterval.hoursHint(
            format.decimal(shortestIntervalHours),
            format.decimal(longestIntervalHours),
          )}
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
        {open && wanted !== undefined && <IntervalPreview feed={feed} hours={wanted} after={after} />}
        <ReasonField value={reason} onValue={(value) => change({ reason: value })} />
      </CommandForm>
    </Dialog>
  );
}

/** Takes a comma or a point, whatever the language. */
function hoursIn(text: string): number | undefined {
  if (!/^(\d+[.,]?\d*|[.,]\d+)$/.test(text.trim())) return undefined;
  const hours = Number(text.replace(',', '.'));
  return hours >= shortestIntervalHours && hours <= longestIntervalHours ? hours : undefined;
}
