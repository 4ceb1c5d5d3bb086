/** Asks backfill for the chosen days, after showing how many they are and how long they take. */
import { useState } from 'preact/hooks';
import type { BackfillProgressView } from '../../api/schemas/backfill-schemas.ts';
import { commands, urlOf } from '../../api/commands.ts';
import { CommandForm, type DialogProps } from '../commands/command-form.tsx';
import { Choice, RangeInWords, ReasonField, reasonIn } from '../commands/fields.tsx';
import { useCommand } from '../commands/use-command.ts';
import { Dialog } from '../layout/dialog.tsx';
import { lengthOf, type Span } from '../time/spans.ts';
import { useLanguage } from '../words/use-language.tsx';
import { EstimateFacts } from './estimate-facts.tsx';

interface Props extends DialogProps {
  /** What may be computed of the choice. */
  readonly span: Span;
  /** How many of its days are not complete. */
  readonly missing: number;
  readonly progress: BackfillProgressView | undefined;
}

const blank = { reason: '', all: false };

export function PlanDialog({ client, open, onClose, onDone, span, missing, progress }: Props) {
  const { words, format } = useLanguage();
  const { dayCommands: texts } = words;
  const [typed, setTyped] = useState(blank);
  const command = useCommand(client, open);
  const { awal, akhir } = span;
  const all = typed.all || missing === 0;
  const submit = async (): Promise<void> => {
    const body = { awal, akhir, dates: all ? 'all' : 'missing', ...reasonIn(typed.reason) };
    if (!(await command.send(urlOf(commands.planBackfill.path), body))) return;
    setTyped(blank);
    onDone();
  };
  return (
    <Dialog
      title={texts.plan.title(format.dates(awal, akhir))}
      open={open}
      busy={command.sending.kind === 'sending'}
      onClose={onClose}
    >
      <CommandForm
        command={command}
        words={`${texts.plan.words}${progress?.backfill.paused == null ? '' : ` ${texts.plan.paused}`}`}
        confirm={texts.plan.confirm}
        onSubmit={() => void submit()}
        onBack={onClose}
      >
        <Choice
          legend={texts.plan.which}
          options={[
            ...(missing === 0 ? [] : [['missing', texts.plan.missing(missing)] as const]),
            ['all', texts.plan.all(lengthOf(span))] as const,
          ]}
          value={all ? 'all' : 'missing'}
          onValue={(value) => setTyped({ ...typed, all: value === 'all' })}
        />
        <EstimateFacts days={all ? lengthOf(span) : missing} progress={progress} inChunks />
        <ReasonField value={typed.reason} onValue={(reason) => setTyped({ ...typed, reason })} />
        <RangeInWords {...span} />
      </CommandForm>
    </Dialog>
  );
}
