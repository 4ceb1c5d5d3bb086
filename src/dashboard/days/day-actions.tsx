/** What can be done with the chosen days: their buttons and dialogs. */
import { useState } from 'preact/hooks';
import type { BackfillProgressView } from '../../api/schemas/backfill-schemas.ts';
import type { CoverageView } from '../../api/schemas/coverage-schemas.ts';
import type { Client } from '../api/client.ts';
import { type Availability, availabilityOf, type Known } from '../commands/availability.ts';
import { CommandButton } from '../commands/command-button.tsx';
import { lengthOf, type Span } from '../time/spans.ts';
import { useLanguage } from '../words/use-language.tsx';
import { computable, daysIn } from './choice.ts';
import { CloseDialog } from './close-dialog.tsx';
import type { Day } from './months.ts';
import { PlanDialog } from './plan-dialog.tsx';
import { RunDaysDialog } from './run-days-dialog.tsx';

export type DayCommand = 'planBackfill' | 'forceExecute' | 'closePeriod';

interface Props {
  readonly client: Client;
  readonly known: Known;
  readonly coverage: CoverageView;
  readonly span: Span;
  readonly days: readonly Day[];
  readonly progress: BackfillProgressView | undefined;
  readonly onDone: (command: DayCommand) => void;
}

/** Of a run. */
const usualMost = 31;

export function DayActions({ client, known, coverage, span, days, progress, onDone }: Props) {
  const { words, format } = useLanguage();
  const { dayCommands: texts } = words;
  const [open, setOpen] = useState<DayCommand | undefined>(undefined);
  const { closed, closed_through: closedThrough, today } = coverage;
  const part = computable(span, today.date, closedThrough);
  const missing =
    part === undefined ? 0 : daysIn(days, part).filter(({ state }) => state !== 'settled').length;
  const most = known.schedule.data?.limits.range_max_days ?? usualMost;
  const dialog = (command: DayCommand) => ({
    client,
    open: open === command,
    onClose: () => setOpen(undefined),
    onDone: () => {
      setOpen(undefined);
      onDone(command);
    },
  });
  const button = (command: DayCommand, why: Availability | undefined, label?: string) => (
    <CommandButton
      command={command}
      availability={restricted(availabilityOf(command, known), why)}
      kind="plain"
      label={label}
      onPress={() => setOpen(command)}
    />
  );
  const none = part === undefined ? because('nothing_open') : undefined;
  const tooLong = part !== undefined && lengthOf(part) > most ? because('too_long') : undefined;
  const over = span.akhir < today.date ? undefined : because('not_over');
  const closedAlready =
    closed !== null && span.akhir <= closed.through ? because('closed_already') : undefined;
  return (
    <>
      {button('planBackfill', none)}
      {button('forceExecute', none ?? tooLong, texts.runDays)}
      {button('closePeriod', over ?? closedAlready, texts.closeThrough(format.calendarDay(span.akhir)))}
      {part !== undefined && (
        <>
          <PlanDialog {...dialog('planBackfill')} {...{ missing, progress }} span={part} />
          <RunDaysDialog {...dialog('forceExecute')} {...{ progress }} span={part} />
        </>
      )}
      <CloseDialog {...dialog('closePeriod')} through={span.akhir} />
    </>
  );
}

type Why = Extract<Availability, { kind: 'unavailable' }>['why'];
const because = (why: Why): Availability => ({ kind: 'unavailable', why });

/** The role comes first. */
const restricted = (availability: Availability, why: Availability | undefined): Availability =>
  availability.kind === 'available' && why !== undefined ? why : availability;
