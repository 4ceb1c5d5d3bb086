/** Whether anything becomes slower as the history grows. */
import type { App } from '../support/app.ts';
import type { TableInMemory } from '../support/table-in-memory.ts';
import { askFor, fireTimer, timed } from './ask.ts';
import type { ComparedFigure } from './figure.ts';
import { longHistory, shortHistory } from './long-history.ts';
import { serveTable } from './served-table.ts';
import type { Workshop } from './workshop.ts';

async function appOn(
  workshop: Workshop,
  stack: AsyncDisposableStack,
  making: Promise<TableInMemory>,
): Promise<App> {
  const { connectionString } = stack.use(await serveTable(await making));
  return stack.use(await workshop.startApp({ connectionString, table: 'History' }));
}

const cases: readonly (readonly [name: string, what: string, ask: (app: App) => Promise<unknown>])[] = [
  ['tick-long', 'idle tick', ({ host }) => fireTimer(host, 'tick')],
  ['status-long', 'status', ({ host }) => askFor(200, host.url('/scheduler/status'))],
  ['coverage-long', 'calendar of days', ({ host }) => askFor(200, host.url('/scheduler/coverage'))],
];

export const historyFigures: readonly ComparedFigure[] = cases.map(([name, what, request]) => ({
  kind: 'compared',
  name,
  what: `${what} with 100,000 runs and 800 days`,
  against: 'the same with one run',
  unit: 'ms',
  as: 'times',
  ...(name === 'coverage-long' ? {} : { mustReach: 1.1 }),
  effort: { rounds: 15, pairs: 40, warmUp: 200 },
  prepare: async (workshop, stack) => {
    const [long, short] = await Promise.all([
      appOn(workshop, stack, longHistory(workshop)),
      appOn(workshop, stack, shortHistory(workshop)),
    ]);
    return { subject: () => timed(() => request(long)), yardstick: () => timed(() => request(short)) };
  },
}));
