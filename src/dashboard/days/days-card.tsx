/** A calendar of this month and the two before: which days are complete, and what can be done about the others. */
import { useState } from 'preact/hooks';
import type { BackfillProgressView } from '../../api/schemas/backfill-schemas.ts';
import type { CoverageView, DaysView } from '../../api/schemas/coverage-schemas.ts';
import { type Feed, useFollowed } from '../api/use-followed.ts';
import type { Known } from '../commands/availability.ts';
import { Card } from '../layout/card.tsx';
import { Loaded } from '../problems/loaded.tsx';
import { useLanguage } from '../words/use-language.tsx';
import { BackfillLine } from './backfill-line.tsx';
import { type Choice, spanOf } from './choice.ts';
import { ChosenDays } from './chosen-days.tsx';
import { ClosingLine } from './closing-line.tsx';
import { DayActions } from './day-actions.tsx';
import { DayCalendar } from './day-calendar.tsx';
import { DayLegend } from './day-legend.tsx';
import { withRest } from './months.ts';

interface Props extends Known {
  readonly feed: Feed;
  /** There is something new to show. */
  readonly onChanged: () => void;
}

/** Nothing before the first tick has derived the coverage. */
export function DaysCard(props: Props) {
  const coverage = props.status?.coverage ?? null;
  return coverage === null ? null : <Days {...props} coverage={coverage} />;
}

function Days({ feed, coverage, onChanged, ...known }: Props & { readonly coverage: CoverageView }) {
  const { days: texts, dayCommands } = useLanguage().words;
  const page = useFollowed<DaysView>(feed, '/scheduler/coverage');
  const [choice, setChoice] = useState<Choice | undefined>(undefined);
  const [done, setDone] = useState<keyof typeof dayCommands.done | undefined>(undefined);
  const { backfill, closed } = coverage;
  const isAsked = choice !== undefined || backfill.state !== 'idle';
  const progress = useFollowed<BackfillProgressView>(feed, isAsked ? '/scheduler/backfill' : undefined).data;
  const span = choice && spanOf(choice);
  const { client } = feed;
  const onChoice = (chosen: Choice | undefined): void => {
    setDone(undefined);
    setChoice(chosen);
  };
  const onDone = (command: keyof typeof dayCommands.done): void => {
    setDone(command);
    onChanged();
  };
  return (
    <Card title={texts.title} area="days-card">
      <Loaded resource={page}>
        {({ days, to }) => (
          <>
            <DayCalendar days={days} today={to} {...{ choice, onChoice }} />
            <DayLegend days={withRest(days)} />
            <ChosenDays span={span} days={days} onClear={() => onChoice(undefined)}>
              {span !== undefined && (
                <DayActions {...{ client, known, coverage, span, days, progress, onDone }} />
              )}
            </ChosenDays>
          </>
        )}
      </Loaded>
      <output class="done">{done !== undefined && dayCommands.done[done]}</output>
      <BackfillLine {...{ client, known, backfill, progress, onDone }} />
      {closed !== null && (
        <ClosingLine {...{ client, known, closed }} onDone={() => onDone('reopenPeriod')} />
      )}
    </Card>
  );
}
