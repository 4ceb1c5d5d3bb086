/** One bar for each run, its outcome by colour and sign, each a link to its run; and the time limit. */
import { followArrows } from '../layout/arrow-keys.ts';
import { signOf } from '../layout/outcome-badge.tsx';
import { minute, useNow } from '../time/use-now.ts';
import type { Words } from '../words/english.ts';
import type { Format } from '../words/format.ts';
import { useLanguage } from '../words/use-language.tsx';
import { dayLabels, textWidth, ticksUpTo } from './axes.ts';
import { type Bar, scaleOf } from './bars.ts';

interface Props {
  /** At least one. */
  readonly bars: readonly Bar[];
  readonly timeoutSeconds: number;
  /** In pixels. */
  readonly width: number;
  /** The run whose bar the tab key reaches. */
  readonly reachable: string;
  readonly onReach: (id: string) => void;
}

const height = 240;
const roomAbove = 12;
const roomBelow = 24;
const bottom = height - roomBelow;
/** A few bars must not become blocks. */
const thickest = 40;

export function DurationChart({ bars, timeoutSeconds, width, reachable, onReach }: Props) {
  const { words, format } = useLanguage();
  const now = useNow(minute);
  const { top, limitAt, limitToScale } = scaleOf(bars, timeoutSeconds);
  const yOf = (seconds: number): number => Math.round(bottom - (seconds / top) * (bottom - roomAbove));
  const ticks = ticksUpTo(top);
  // "90 min" is shorter than "1 hr 30 min".
  const inWords = top < 120 || (ticks[0] ?? 0) >= 3_600 ? format.duration : format.minutes;
  const left = Math.max(...ticks.map((tick) => textWidth(inWords(tick)))) + 8;
  const step = (width - left) / bars.length;
  const thick = Math.min(thickest, step * 0.7);
  const places = bars.map((_, index) => left + step * index + (step - thick) / 2);
  const days = bars.map(({ run }) => format.day(run.started_at ?? run.created_at, now));
  const limit = words.durations.limit(format.duration(timeoutSeconds));
  const line = { x1: left, x2: width };
  return (
    <svg width={width} height={height}>
      {[0, ...ticks].map((tick) => (
        <line key={tick} {...line} y1={yOf(tick)} y2={yOf(tick)} />
      ))}
      {ticks.map((tick) => (
        <text key={tick} x={left - 8} y={yOf(tick) + 4} class="end">
          {inWords(tick)}
        </text>
      ))}
      {dayLabels(days, places, width).map(({ day, at }) => (
        <text key={at} x={at} y={height - 6}>
          {day}
        </text>
      ))}
      {bars.map((bar, index) => (
        <a
          key={bar.run.id}
          href={`#run=${bar.run.id}`}
          aria-label={nameOf(bar, words, format)}
          tabIndex={bar.run.id === reachable ? 0 : -1}
          onPointerEnter={() => onReach(bar.run.id)}
          onFocus={() => onReach(bar.run.id)}
          onKeyDown={followArrows}
        >
          <rect class="reach" x={left + step * index} width={step} height={bottom} />
          <Shape bar={bar} x={places[index] ?? 0} y={Math.min(yOf(bar.seconds), bottom - 2)} thick={thick} />
        </a>
      ))}
      <g class="limit">
        <line {...line} y1={yOf(limitAt)} y2={yOf(limitAt)} />
        <text x={left + 4} y={yOf(limitAt) - 6}>
          {limitToScale ? limit : `↑ ${limit}`}
        </text>
      </g>
    </svg>
  );
}

/** For the line below the chart, and for those who do not see it. */
export const nameOf = ({ run, outcome, seconds }: Bar, words: Words, format: Format): string =>
  `${format.exact(run.started_at ?? run.created_at)} · ${format.duration(seconds)} · ${words.runs.outcome[outcome]}`;

interface ShapeProps {
  readonly bar: Bar;
  readonly x: number;
  readonly y: number;
  readonly thick: number;
}

/** With a sign above each run that did not succeed, for those to whom the colours look alike. */
function Shape({ bar: { outcome }, x, y, thick }: ShapeProps) {
  return (
    <g fill={`var(--${outcome})`}>
      <rect x={x} y={y} width={thick} height={bottom - y} />
      {outcome !== 'succeeded' && (
        <text x={x + thick / 2} y={y - 4} class="middle">
          {signOf[outcome]}
        </text>
      )}
    </g>
  );
}
