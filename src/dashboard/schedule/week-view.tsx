/** The coming seven days: a row each, the hours across, coloured and numbered by profile, the coming slots as marks. */
import type { ScheduleDocumentView } from '../../api/schemas/document-schemas.ts';
import type { SlotView } from '../../api/schemas/slot-schemas.ts';
import { dateIn, isoToWallClock } from '../time/wall-clock.ts';
import { minute, useNow } from '../time/use-now.ts';
import { useLanguage } from '../words/use-language.tsx';
import { type Bar, type DayBars, minuteOf, minutesADay, weekBars } from './week-bars.ts';

interface Props {
  readonly document: ScheduleDocumentView;
  readonly slots: readonly SlotView[];
}

/** Profiles beyond these share a colour: the number tells them apart. */
const colours = 8;
export const colourOf = (profile: number): number => profile % colours;

/** Narrower ones have no room for their number. */
const roomForNumber = 55;
const hours = [0, 6, 12, 18, 24];

export function WeekView({ document, slots }: Props) {
  const { words } = useLanguage();
  const now = useNow(minute);
  const { time_zone: zone } = document;
  const days = weekBars(document, dateIn(now, zone), zone);
  const marks = slots.map(({ at }) => isoToWallClock(Date.parse(at), zone));
  return (
    <div class="week">
      <div class="hours" aria-hidden="true">
        {hours.map((each) => (
          <span key={each}>{each}</span>
        ))}
      </div>
      <ol aria-label={words.schedule.week}>
        {days.map((day) => (
          <Day
            key={day.date}
            day={day}
            document={document}
            slots={marks.filter((each) => each.startsWith(day.date)).map((each) => each.slice(11))}
          />
        ))}
      </ol>
      <p class="muted" aria-hidden="true">
        {words.schedule.weekKey}
      </p>
    </div>
  );
}

interface DayProps {
  readonly day: DayBars;
  readonly document: ScheduleDocumentView;
  /** `HH:MM` */
  readonly slots: readonly string[];
}

const share = (minutes: number): string => `${(minutes / minutesADay) * 100}%`;

function Day({ day: { date, bars }, document, slots }: DayProps) {
  const { words, format } = useLanguage();
  const { schedule } = words;
  const name = format.calendarDay(date);
  const nameOf = ({ profile, blackout }: Bar): string => {
    if (blackout !== undefined) return schedule.blackedOut(blackout);
    return profile === undefined ? schedule.byDefault : (document.profiles[profile]?.name ?? '');
  };
  return (
    <li>
      <span class="day">{name}</span>
      <div class="bars" aria-hidden="true">
        {bars.map((bar) => (
          <span
            key={bar.from}
            class={bar.blackout === undefined ? 'bar' : 'bar blocked'}
            data-profile={bar.profile === undefined ? undefined : colourOf(bar.profile)}
            data-paused={bar.profile !== undefined && document.profiles[bar.profile]?.rule.kind === 'paused'}
            title={`${clock(bar.from)}–${clock(bar.to)} ${nameOf(bar)}`}
            style={{ insetInlineStart: share(bar.from), width: share(bar.to - bar.from) }}
          >
            {bar.to - bar.from >= roomForNumber && signOf(bar)}
          </span>
        ))}
        {slots.map((slot) => (
          <span key={slot} class="mark" style={{ insetInlineStart: share(minuteOf(slot)) }} />
        ))}
      </div>
      <span class="hidden">
        {bars.map((bar) => `${clock(bar.from)}–${clock(bar.to)} ${nameOf(bar)}`).join('; ')}.{' '}
        {schedule.slotsOfDay(slots)}
      </span>
    </li>
  );
}

const signOf = ({ profile, blackout }: Bar): string => {
  if (blackout !== undefined) return '✕';
  return profile === undefined ? '' : String(profile + 1);
};

const clock = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
