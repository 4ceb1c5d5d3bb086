/** Slots day by day, marked where they are estimated or would be skipped. */
import type { SlotView } from '../../api/schemas/slot-schemas.ts';
import { minute, useNow } from '../time/use-now.ts';
import { useLanguage } from '../words/use-language.tsx';

interface Props {
  readonly slots: readonly SlotView[];
  readonly label: string;
}

/** A day or two; who plans further ahead opens the rest. */
const shownFirst = 5;

export function SlotList({ slots, label }: Props) {
  const { words, format } = useLanguage();
  const { schedule } = words;
  const now = useNow(minute);
  if (slots.length === 0) return <p class="muted">{schedule.noSlots}</p>;
  const list = (some: readonly SlotView[], name: string) => (
    <ol class="slots" aria-label={name}>
      {[...Map.groupBy(some, ({ at }) => format.weekday(at, now))].map(([day, ofDay]) => (
        <li key={day}>
          <span class="day">{day}</span>
          <ol aria-label={day}>
            {ofDay.map((slot) => (
              <Slot key={slot.at} slot={slot} />
            ))}
          </ol>
        </li>
      ))}
    </ol>
  );
  const later = slots.slice(shownFirst);
  return (
    <>
      {list(slots.slice(0, shownFirst), label)}
      {later.length > 0 && (
        <details>
          <summary>{schedule.more(later.length)}</summary>
          {list(later, schedule.later)}
        </details>
      )}
      {slots.some(({ estimated }) => estimated) && <p class="muted">{schedule.estimated}</p>}
      {slots.some(({ overlapped }) => overlapped) && <p class="muted">{schedule.overlapped}</p>}
    </>
  );
}

function Slot({ slot: { at, estimated, overlapped } }: { readonly slot: SlotView }) {
  const { words, format } = useLanguage();
  const { about, skipped } = words.schedule;
  return (
    <li data-overlapped={overlapped}>
      {estimated && (
        <>
          <span aria-hidden="true">≈</span>
          <span class="hidden">{about} </span>
        </>
      )}
      <time dateTime={at}>{format.time(at)}</time>
      {overlapped && <span class="hidden"> {skipped}</span>}
    </li>
  );
}
