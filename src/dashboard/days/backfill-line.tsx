/** What backfill is doing, with its plan and expected end, and the buttons that steer it. */
import { useState } from 'preact/hooks';
import type { BackfillProgressView } from '../../api/schemas/backfill-schemas.ts';
import type { BackfillView } from '../../api/schemas/coverage-schemas.ts';
import { commands, urlOf } from '../../api/commands.ts';
import type { Client } from '../api/client.ts';
import { availabilityOf, type Known } from '../commands/availability.ts';
import { CommandButton } from '../commands/command-button.tsx';
import { useCommand } from '../commands/use-command.ts';
import { Actor, ReasonGiven } from '../layout/actor.tsx';
import { ProblemText } from '../problems/problem-text.tsx';
import { minute, useNow } from '../time/use-now.ts';
import { useLanguage } from '../words/use-language.tsx';
import { SteerDialog } from './steer-dialog.tsx';

export type Steering = 'pauseBackfill' | 'resumeBackfill' | 'cancelBackfill';

interface Props {
  readonly client: Client;
  readonly known: Known;
  readonly backfill: BackfillView;
  readonly progress: BackfillProgressView | undefined;
  readonly onDone: (command: Steering) => void;
}

/** Nothing while there is nothing to do. */
export function BackfillLine({ client, known, backfill, progress, onDone }: Props) {
  const { words } = useLanguage();
  const [open, setOpen] = useState<'pauseBackfill' | 'cancelBackfill' | undefined>(undefined);
  const isHeld = backfill.state === 'paused' || backfill.state === 'stopped';
  const resuming = useCommand(client, isHeld);
  if (backfill.state === 'idle' && backfill.plan === null) return null;
  const resume = async (): Promise<void> => {
    if (resuming.sending.kind === 'sending') return;
    if (await resuming.send(urlOf(commands.resumeBackfill.path), {})) onDone('resumeBackfill');
  };
  const button = (command: Steering, onPress: () => void) => (
    <CommandButton
      command={command}
      availability={availabilityOf(command, known)}
      kind="plain"
      onPress={onPress}
    />
  );
  return (
    <div class="backfill">
      <h3>{words.dayCommands.backfill}</h3>
      <Doing backfill={backfill} progress={progress} />
      <div class="controls">
        {isHeld && button('resumeBackfill', () => void resume())}
        {!isHeld && backfill.state !== 'offered' && button('pauseBackfill', () => setOpen('pauseBackfill'))}
        {backfill.plan !== null && button('cancelBackfill', () => setOpen('cancelBackfill'))}
      </div>
      {resuming.sending.kind === 'failed' && (
        <div class="note" role="alert">
          <ProblemText problem={resuming.sending.problem} unanswered={words.problems.notAnswered} />
        </div>
      )}
      {(['pauseBackfill', 'cancelBackfill'] as const).map((steers) => (
        <SteerDialog
          {...{ client, steers }}
          key={steers}
          open={open === steers}
          onClose={() => setOpen(undefined)}
          onDone={() => {
            setOpen(undefined);
            onDone(steers);
          }}
        />
      ))}
    </div>
  );
}

function Doing({ backfill, progress }: Pick<Props, 'backfill' | 'progress'>) {
  const { words, format } = useLanguage();
  const now = useNow(minute);
  const { dayCommands: texts } = words;
  const { state, plan, paused, remaining_days: left } = backfill;
  const end = progress?.expected_end ?? null;
  return (
    <>
      <p>
        {texts.doing[state](left)} {end !== null && texts.endsAround(format.moment(end, now))}
      </p>
      {paused !== null && (
        <p>
          {texts.pausedBy} <Actor id={paused.by_id}>{paused.by}</Actor>:{' '}
          <ReasonGiven>{paused.reason}</ReasonGiven>
        </p>
      )}
      {plan !== null && (
        <p>
          {texts.planned(format.dates(plan.awal, plan.akhir), plan.computed_days, plan.remaining_days)}{' '}
          <Actor id={plan.by_id}>{plan.by}</Actor>: <ReasonGiven>{plan.reason}</ReasonGiven>
        </p>
      )}
    </>
  );
}
