/** The options of the chart library: axes, bars, what is drawn on top, and what a pointer does. */
import UPlot from 'uplot';
import type { RunView } from '../../api/schemas/run-schemas.ts';
import type { Format } from '../words/format.ts';
import { signOf } from '../layout/outcome-badge.tsx';
import type { Bar, Scale } from './bars.ts';

/** A single bar must not fill the drawing. */
const fewest = 20;

export interface ChartFacts {
  readonly bars: readonly Bar[];
  readonly scale: Scale;
  /** The label of the time limit. */
  readonly limit: string;
  readonly format: Format;
  /** Days of another year than this have it in their label. */
  readonly now: number;
  /** Where it is drawn, for the colours. */
  readonly element: Element;
  readonly onPoint: (run: RunView | undefined) => void;
}

export function chartOptions(facts: ChartFacts): Omit<UPlot.Options, 'width' | 'height'> {
  const { bars, scale, format, element, onPoint } = facts;
  const text = colourOf(element, '--text-muted');
  const grid = { stroke: colourOf(element, '--line'), width: 1 };
  const axis = { stroke: text, grid, ticks: grid, font: '12px system-ui, sans-serif' };
  const fills = bars.map(({ outcome }) => colourOf(element, `--${outcome}`));
  const minutes = scale.top > 120;
  return {
    padding: [20, 8, 0, 0],
    legend: { show: false },
    scales: {
      x: { time: false, range: [-0.75, Math.max(bars.length, fewest) - 0.25] },
      y: { range: [0, scale.top] },
    },
    axes: [
      {
        ...axis,
        grid: { show: false },
        values: (_, splits) => onceEach(splits.map((split) => dayOf(bars[split], facts))),
      },
      {
        ...axis,
        size: 76,
        values: (_, splits) =>
          splits.map((split) => (minutes ? format.minutes(split) : format.duration(split))),
        incrs: minutes ? [60, 120, 300, 600, 900, 1_800, 3_600] : [1, 2, 5, 10, 15, 30],
      },
    ],
    series: [
      {},
      {
        points: { show: false },
        stroke: text,
        ...barsIn(fills),
      },
    ],
    cursor: { y: false, points: { show: false }, drag: { x: false, y: false } },
    hooks: {
      draw: [(plot) => drawSigns(plot, facts, fills), (plot) => drawLimit(plot, facts)],
      setCursor: [({ cursor }) => onPoint(bars[cursor.idx ?? -1]?.run)],
      ready: [
        ({ over, cursor }) =>
          over.addEventListener('click', () => {
            const run = bars[cursor.idx ?? -1]?.run;
            if (run !== undefined) window.location.hash = `run=${run.id}`;
          }),
      ],
    },
  };
}

function dayOf(bar: Bar | undefined, { format, now }: ChartFacts): string {
  return bar === undefined ? '' : format.day(bar.run.started_at ?? bar.run.created_at, now);
}

/** A day with several runs is named at the first of them. */
const onceEach = (days: readonly string[]): string[] =>
  days.map((day, index) => (day === days[index - 1] ? '' : day));

/** A bar for each value, in the colour at the same index. */
function barsIn(fills: readonly string[]): Pick<UPlot.Series, 'paths'> {
  const colours = { unit: 3, values: () => [...fills] };
  const paths = UPlot.paths.bars?.({ size: [0.7, 28], disp: { fill: colours, stroke: colours } });
  return paths === undefined ? {} : { paths };
}

/** A sign above each run that did not succeed, for those to whom the colours look alike. */
function drawSigns({ ctx, valToPos }: UPlot, { bars }: ChartFacts, fills: readonly string[]): void {
  ctx.save();
  ctx.textAlign = 'center';
  ctx.textBaseline = 'bottom';
  ctx.font = `${11 * window.devicePixelRatio}px system-ui, sans-serif`;
  for (const [index, { outcome, seconds }] of bars.entries()) {
    if (outcome === 'succeeded') continue;
    ctx.fillStyle = fills[index] ?? '';
    const gap = 2 * window.devicePixelRatio;
    ctx.fillText(signOf[outcome], valToPos(index, 'x', true), valToPos(seconds, 'y', true) - gap);
  }
  ctx.restore();
}

function drawLimit({ ctx, bbox, valToPos }: UPlot, { scale, limit, element }: ChartFacts): void {
  const ratio = window.devicePixelRatio;
  const y = Math.round(valToPos(scale.limitAt, 'y', true));
  ctx.save();
  ctx.strokeStyle = colourOf(element, '--limit');
  ctx.fillStyle = ctx.strokeStyle;
  ctx.lineWidth = 1.5 * ratio;
  ctx.setLineDash([6 * ratio, 4 * ratio]);
  ctx.beginPath();
  ctx.moveTo(bbox.left, y);
  ctx.lineTo(bbox.left + bbox.width, y);
  ctx.stroke();
  ctx.font = `${12 * ratio}px system-ui, sans-serif`;
  ctx.textAlign = 'right';
  ctx.textBaseline = 'bottom';
  // Above all bars and signs: a run that was stopped at the limit may be the last one.
  ctx.fillText(scale.limitToScale ? limit : `↑ ${limit}`, bbox.left + bbox.width, bbox.top - 2 * ratio);
  ctx.restore();
}

/** As `rgb(…)`, in the current theme: a canvas knows no custom properties. */
function colourOf(within: Element, property: string): string {
  const probe = document.createElement('span');
  probe.style.color = `var(${property})`;
  within.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}
