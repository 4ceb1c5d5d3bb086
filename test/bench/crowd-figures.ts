/** The same under 16 connections, each of which asks again as soon as it has its answer. */
import { askFor, timed } from './ask.ts';
import type { ComparedFigure } from './figure.ts';
import { askAgain } from './request-figures.ts';

const connections = 16;
const requestsOfEach = 8;

const shared = {
  kind: 'compared',
  unit: 'ms',
  as: 'times',
  against: 'point reads on 16 connections',
  effort: { rounds: 15, pairs: 4, warmUp: 6 },
} as const;

/** Milliseconds for each request. */
async function crowd(request: () => Promise<unknown>): Promise<number> {
  const whole = await timed(() =>
    Promise.all(
      Array.from({ length: connections }, async () => {
        for (let count = 0; count < requestsOfEach; count += 1) await request();
      }),
    ),
  );
  return whole / (connections * requestsOfEach);
}

export const crowdFigures: readonly ComparedFigure[] = [
  {
    ...shared,
    name: 'status-16',
    what: 'status, 16 connections, time for each request',
    prepare: async (workshop) => {
      const [{ host }, yardstick] = await Promise.all([workshop.app(), workshop.yardstickHost()]);
      return {
        subject: () => crowd(() => askFor(200, host.url('/scheduler/status'))),
        yardstick: () => crowd(() => askFor(200, yardstick.url('/read'))),
      };
    },
  },
  {
    ...shared,
    name: 'status-304-16',
    what: '304 of status, 16 connections, time for each request',
    prepare: async (workshop) => {
      const [{ host }, yardstick] = await Promise.all([workshop.app(), workshop.yardstickHost()]);
      const again = askAgain(host.url('/scheduler/status'));
      return {
        subject: () => crowd(again),
        yardstick: () => crowd(() => askFor(200, yardstick.url('/read'))),
      };
    },
  },
];
