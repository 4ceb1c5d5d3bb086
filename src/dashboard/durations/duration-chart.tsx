/** One bar for each run, its outcome by colour and sign, and the time limit. */
import { useEffect, useRef } from 'preact/hooks';
import UPlot from 'uplot';
import type { RunView } from '../../api/schemas/run-schemas.ts';
import { useLanguage } from '../words/use-language.tsx';
import { type Bar, scaleOf } from './bars.ts';
import { chartOptions } from './chart-options.ts';

interface Props {
  readonly bars: readonly Bar[];
  readonly timeoutSeconds: number;
  /** For those who do not see the chart. */
  readonly label: string;
  readonly onPoint: (run: RunView | undefined) => void;
}

const height = 240;

export function DurationChart({ bars, timeoutSeconds, label, onPoint }: Props) {
  const box = useRef<HTMLElement>(null);
  const { words, format } = useLanguage();
  useEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    const limit = words.durations.limit(format.duration(timeoutSeconds));
    const draw = (): UPlot => {
      const scale = scaleOf(bars, timeoutSeconds);
      const size = { width: element.clientWidth, height };
      const options = chartOptions({ bars, scale, limit, format, now: Date.now(), element, onPoint });
      const columns = [bars.map((_, index) => index), bars.map(({ seconds }) => seconds)];
      return new UPlot({ ...options, ...size }, [columns[0] ?? [], columns[1] ?? []], element);
    };
    let plot = draw();
    const redraw = (): void => {
      plot.destroy();
      plot = draw();
    };
    const observer = new ResizeObserver(() => {
      if (element.clientWidth !== plot.width) plot.setSize({ width: element.clientWidth, height });
    });
    observer.observe(element);
    // The colours are read when drawing, and each theme has its own.
    const theme = window.matchMedia('(prefers-color-scheme: dark)');
    theme.addEventListener('change', redraw);
    return () => {
      observer.disconnect();
      theme.removeEventListener('change', redraw);
      plot.destroy();
    };
  }, [bars, timeoutSeconds, words, format, onPoint]);
  return <figure ref={box} class="chart" aria-label={label} />;
}
