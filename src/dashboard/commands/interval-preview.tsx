/** The slots that an interval would give, asked for when the typing pauses. */
import { useEffect, useState } from 'preact/hooks';
import type { ScheduleView } from '../../api/schemas/schedule-schemas.ts';
import { type Feed, useFollowed } from '../api/use-followed.ts';
import { useLanguage } from '../words/use-language.tsx';
import { ProblemText } from '../problems/problem-text.tsx';
import { SlotList } from '../schedule/slot-list.tsx';

interface Props {
  readonly feed: Feed;
  readonly hours: number;
  readonly after: 'finish' | 'start';
}

const typingPause = 300;
const slotsShown = 5;

export function IntervalPreview({ feed, hours, after }: Props) {
  const { words } = useLanguage();
  const { commands, page, problems } = words;
  const path = useSettled(`/scheduler/schedule?hours=${hours}&after=${after}`);
  const { data: answered, problem } = useFollowed<ScheduleView>({ ...feed, revision: '' }, path);
  const { rule } = answered ?? {};
  // The answer for an interval typed before says nothing about this one.
  const data =
    rule?.kind === 'interval' && rule.hours === hours && rule.after === after ? answered : undefined;
  return (
    <div class="preview" aria-live="polite">
      <h3>{commands.setInterval.preview}</h3>
      {problem !== undefined && <ProblemText problem={problem} unanswered={problems.unreachable} />}
      {data === undefined && problem === undefined && <p class="muted">{page.loading}</p>}
      {data?.in_force === true && <p class="muted">{commands.setInterval.unchanged}</p>}
      {data !== undefined &&
        (data.slots.length === 0 ? (
          <p class="muted">{commands.setInterval.paused}</p>
        ) : (
          <SlotList slots={data.slots.slice(0, slotsShown)} label={commands.setInterval.preview} />
        ))}
    </div>
  );
}

/** The latest value that stayed the same for a moment. */
function useSettled(value: string): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = window.setTimeout(() => setSettled(value), typingPause);
    return () => window.clearTimeout(timer);
  }, [value]);
  return settled;
}
