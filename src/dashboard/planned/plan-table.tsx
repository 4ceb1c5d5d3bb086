/** Days and hours as a grid: each hour a sign, a colour, and a link to why. */
import { useState } from 'preact/hooks';
import { followArrows } from '../layout/arrow-keys.ts';
import { signOf } from '../layout/outcome-badge.tsx';
import type { Words } from '../words/english.ts';
import type { Format } from '../words/format.ts';
import { useLanguage } from '../words/use-language.tsx';
import { whyAddress } from '../why/why-dialog.tsx';
import type { Day, Happened, Hour, PlanState } from './plan-hours.ts';

/** For those who do not see its colour. */
export const planSigns: Readonly<Record<PlanState, string>> = {
  ...signOf,
  late: '→',
  unserved: '○',
  backfill: '+',
  request: '▸',
  paused: '‖',
  down: '×',
};

export function planWords({ plan, runs, history }: Words): Readonly<Record<PlanState, string>> {
  const { backfill, request } = runs.trigger;
  return { ...runs.outcome, backfill, request, active: history.active, ...plan.state };
}

export function PlanTable({ days }: { readonly days: readonly Day[] }) {
  const { words, format } = useLanguage();
  const [reached, setReached] = useState<string | undefined>(undefined);
  const all = days.flatMap(({ hours }) => hours);
  const reachable = (all.find(({ at }) => at === reached) ?? all[0])?.at;
  return (
    <div class="plan-box">
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-to-interactive-role -- one stop for the tab key */}
      <table role="grid" aria-label={words.plan.title}>
        <thead>
          <tr>
            <th scope="col">
              <span class="hidden">{words.plan.day}</span>
            </th>
            {days[0]?.hours.map(({ at }) => (
              <th key={at} scope="col">
                {Number(at.slice(11, 13))}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {days.map(({ date, hours }) => (
            <tr key={date}>
              <th scope="row">{format.calendarDay(date)}</th>
              {hours.map((hour) => {
                const name = nameOf(hour, words, format);
                return (
                  <td key={hour.at}>
                    <a
                      href={whyAddress(hour.happened[0]?.at ?? hour.at)}
                      data-plan={hour.state}
                      aria-label={name}
                      title={name}
                      tabIndex={hour.at === reachable ? 0 : -1}
                      onFocus={() => setReached(hour.at)}
                      onKeyDown={(event) => followArrows(event, hours.length)}
                    >
                      {hour.state && planSigns[hour.state]}
                    </a>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function nameOf({ at, state, happened }: Hour, words: Words, format: Format): string {
  const states = planWords(words);
  const day = format.calendarDay(at.slice(0, 10));
  if (happened.length > 0)
    return `${day}: ${happened.map((each) => `${format.time(each.at)} ${told(each, words, format)}`).join('; ')}`;
  return `${day}, ${words.plan.hour(at.slice(11, 13))}: ${state === undefined ? words.plan.nothing : states[state]}`;
}

function told({ state, slot, other }: Happened, words: Words, format: Format): string {
  const { why, runs, history } = words;
  const reason = slot?.run?.skip_reason;
  const trigger = other?.trigger;
  return [
    trigger === undefined || trigger === state ? undefined : runs.trigger[trigger],
    planWords(words)[state],
    reason && runs.skip[reason],
    slot?.kind === 'late' && why.late(format.duration(slot.delay_seconds ?? 0)),
    slot !== undefined && slot.missed_slots > 0 && history.missed(slot.missed_slots),
  ]
    .filter(Boolean)
    .join(', ');
}
