/** All figures, in the order of the table. */
import type { Figure } from './figure.ts';
import { crowdFigures } from './crowd-figures.ts';
import { historyFigures } from './history-figures.ts';
import { memoryFigures } from './memory-figures.ts';
import { pageFigures } from './page-figures.ts';
import { requestFigures } from './request-figures.ts';
import { runFigures } from './run-figures.ts';
import { startFigures } from './start-figures.ts';

export const figures: readonly Figure[] = [
  ...startFigures,
  ...requestFigures,
  ...crowdFigures,
  ...runFigures,
  ...memoryFigures,
  ...historyFigures,
  ...pageFigures,
];
