/** Requests a run now, for the usual dates or others. */
import { useState } from 'preact/hooks';
import type { ScheduleView } from '../../api/schemas/schedule-schemas.ts';
import { useNow } from '../time/use-now.ts';
import { type LanguageContext, useLanguage } from '../words/use-language.tsx';
import { addDays, lengthOf, type Span } from '../time/spans.ts';
import { dateIn } from '../time/wall-clock.ts';
import { Dialog } from '../layout/dialog.tsx';
import { commands, urlOf } from '../../api/commands.ts';
import { CommandForm, type DialogProps } from './command-form.tsx';
import { Field, RangeInWords, ReasonField, reasonIn } from './fields.tsx';
import { useCommand } from './use-command.ts';

interface Props extends DialogProps {
  readonly schedule: ScheduleView | undefined;
  /** What the fields begin with. */
  readonly dates?: Span;
}

const noDates = { awal: '', akhir: '' };

export function RunNowDialog({ client, open, onClose, onDone, schedule, dates = noDates }: Props) {
  const language = useLanguage();
  const { words, format } = language;
  const { forceExecute } = words.commands;
  const blank = { ...dates, reason: '' };
  const [typed, setTyped] = useState(blank);
  const command = useCommand(client, open);
  const now = useNow();
  const today = dateIn(now, format.zone);
  const daysBack = schedule?.days_back ?? 1;
  const usual = format.dates(addDays(today, -daysBack), today);
  const { awal, akhir, reason } = typed;
  const most = schedule?.limits.range_max_days ?? 31;
  const last = akhir === '' ? today : akhir;
  const chosen = { awal: awal === '' ? addDays(last, -daysBack) : awal, akhir: last };
  const wrong = wrongIn(chosen, today, most, language);
  const submit = async (): Promise<void> => {
    const body = {
      ...(awal === '' ? {} : { awal }),
      ...(akhir === '' ? {} : { akhir }),
      ...reasonIn(reason),
    };
    if (!(await command.send(urlOf(commands.forceExecute.path), body))) return;
    setTyped(blank);
    onDone();
  };
  return (
    <Dialog
      title={forceExecute.title}
      open={open}
      busy={command.sending.kind === 'sending'}
      onClose={onClose}
    >
      <CommandForm
        command={command}
        words={`${forceExecute.words(schedule?.procedure ?? forceExecute.procedure)} ${schedule?.rule.kind === 'interval' && schedule.rule.after === 'finish' ? forceExecute.countsAnew : ''}`}
        confirm={forceExecute.confirm}
        wrong={wrong}
        onSubmit={() => void submit()}
        onBack={onClose}
      >
        <Field
          type="date"
          label={forceExecute.from}
          hint={forceExecute.hint(usual, most)}
          value={awal}
          onValue={(value) => setTyped({ ...typed, awal: value })}
          max={today}
          optional
          first
        />
        <Field
          type="date"
          label={forceExecute.to}
          value={akhir}
          onValue={(value) => setTyped({ ...typed, akhir: value })}
          max={today}
          optional
        />
        <ReasonField value={reason} onValue={(value) => setTyped({ ...typed, reason: value })} />
        {chosen.awal <= chosen.akhir && <RangeInWords {...chosen} />}
      </CommandForm>
    </Dialog>
  );
}

/** What the API would refuse. */
function wrongIn(
  chosen: Span,
  today: string,
  most: number,
  { words, format }: LanguageContext,
): string | undefined {
  const { future, turned, tooMany } = words.commands.forceExecute;
  const { awal, akhir } = chosen;
  if (akhir > today) return future;
  if (awal > akhir) return turned(format.days(awal, awal), format.days(akhir, akhir));
  return lengthOf(chosen) > most ? tooMany(most) : undefined;
}
