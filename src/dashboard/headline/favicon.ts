/** The icon of the tab: its colour and its sign follow the state, so that a tab in the background tells of trouble. */
import type { Headline } from './headline.ts';

type Shown = Headline['kind'] | 'slow';

const signs = {
  clock: 'M8 4v4l3 2',
  play: 'M6.5 5v6l4-3z',
  bars: 'M6 5v6M10 5v6',
  alarm: 'M8 3.5v5.5M8 12v.1',
} as const;

const [green, blue, amber, red, purple, grey] = ['1a7038', '0b5cad', '8f4f00', 'b8201a', '7638ad', '526071'];

const icons: Readonly<Record<Shown, readonly [string | undefined, string]>> = {
  loading: [blue, signs.clock],
  first: [blue, signs.clock],
  current: [green, signs.clock],
  running: [blue, signs.play],
  slow: [amber, signs.play],
  paused: [amber, signs.bars],
  incomplete: [amber, signs.alarm],
  failing: [red, signs.alarm],
  overdue: [red, signs.alarm],
  clock_went_back: [red, signs.alarm],
  process_lost: [purple, signs.alarm],
  unknown: [grey, signs.alarm],
};

export function showIcon(state: Shown): void {
  const [colour = '', sign] = icons[state];
  const icon = document.querySelector<HTMLLinkElement>('link[rel=icon]');
  if (icon !== null)
    icon.href = `data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Ccircle cx='8' cy='8' r='8' fill='%23${colour}'/%3E%3Cpath d='${sign}' stroke='white' stroke-width='2' fill='none' stroke-linecap='round'/%3E%3C/svg%3E`;
}
