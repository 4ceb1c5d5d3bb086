/** Before days are computed: how many, in how many chunks, how long that takes, and when it may be done. */
import type { BackfillProgressView } from '../../api/schemas/backfill-schemas.ts';
import { fact, Facts } from '../layout/facts.tsx';
import { minute, useNow } from '../time/use-now.ts';
import { useLanguage } from '../words/use-language.tsx';
import { estimate } from './choice.ts';

interface Props {
  readonly days: number;
  readonly progress: BackfillProgressView | undefined;
  /** By backfill; otherwise in one run. */
  readonly inChunks?: boolean;
}

export function EstimateFacts({ days, progress, inChunks = false }: Props) {
  const { words, format } = useLanguage();
  const now = useNow(minute);
  const { dayCommands: texts } = words;
  if (progress === undefined) return <p class="muted">{words.page.loading}</p>;
  const { chunks, duration } = estimate(days, progress);
  return (
    <>
      <Facts
        facts={[
          fact(texts.days, format.number(days)),
          fact(texts.chunks, inChunks && texts.chunksOf(chunks, progress.days_per_chunk)),
          fact(
            texts.duration,
            duration === undefined ? texts.unknown : texts.about(format.duration(duration)),
          ),
          fact(
            texts.earliestEnd,
            duration !== undefined && texts.about(format.moment(now + duration * 1_000, now)),
          ),
        ].filter(({ value }) => value !== false)}
      />
      {inChunks && <p class="muted">{texts.slotsFirst}</p>}
    </>
  );
}
