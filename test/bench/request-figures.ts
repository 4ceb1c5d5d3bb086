/** What the app does most: idle ticks, the status and lists, against a handler that makes one point read. */
import { ask, askFor, fireTimer, timed } from './ask.ts';
import type { Effort, Pair } from './compare.ts';
import type { ComparedFigure } from './figure.ts';
import type { Workshop } from './workshop.ts';

const effort: Effort = { rounds: 15, pairs: 40, warmUp: 300 };
const shared = { kind: 'compared', unit: 'ms', as: 'times', effort } as const;
const against = 'one point read behind the same host';

const point = async (workshop: Workshop): Promise<() => Promise<unknown>> => {
  const host = await workshop.yardstickHost();
  return () => askFor(200, host.url('/read'));
};

const pairOf = (subject: () => Promise<unknown>, yardstick: () => Promise<unknown>): Pair => ({
  subject: () => timed(subject),
  yardstick: () => timed(yardstick),
});

/** With the tag of the answer before: whatever a status shows, it changes now and then. */
export function askAgain(url: string): () => Promise<void> {
  let tag = '';
  const again = async (): Promise<void> => {
    const { status, headers } = await ask(url, { headers: { 'if-none-match': tag } });
    if (status === 304) return;
    if (status !== 200) throw new Error(`${url} answered ${status}`);
    tag = String(headers.etag);
    // Not measured as what it was not: the median of dozens does not notice one that was asked twice.
    await again();
  };
  return again;
}

const status = '/scheduler/status';

export const requestFigures: readonly ComparedFigure[] = [
  {
    ...shared,
    name: 'tick',
    what: 'idle tick',
    against: 'a timer that makes one point read',
    mustReach: 1.2,
    prepare: async (workshop) => {
      const [{ host }, yardstick] = await Promise.all([workshop.app(), workshop.yardstickHost()]);
      return pairOf(
        () => fireTimer(host, 'tick'),
        () => fireTimer(yardstick, 'readByTimer'),
      );
    },
  },
  {
    ...shared,
    name: 'status',
    what: 'status',
    against,
    mustReach: 1.1,
    prepare: async (workshop) => {
      const { host } = await workshop.app();
      return pairOf(() => askFor(200, host.url(status)), await point(workshop));
    },
  },
  {
    ...shared,
    name: 'status-304',
    what: '304 of status',
    against,
    mustReach: 1,
    prepare: async (workshop) => {
      const { host } = await workshop.app();
      return pairOf(askAgain(host.url(status)), await point(workshop));
    },
  },
  {
    ...shared,
    name: 'runs',
    what: 'list of 20 runs',
    against,
    mustReach: 1.4,
    prepare: async (workshop) => {
      const { host } = await workshop.app();
      return pairOf(() => askFor(200, host.url('/scheduler/runs?limit=20')), await point(workshop));
    },
  },
  {
    ...shared,
    name: 'hello',
    what: 'for comparison: a handler that only says hello',
    against,
    prepare: async (workshop) => {
      const host = await workshop.yardstickHost();
      return pairOf(() => askFor(200, host.url('/hello')), await point(workshop));
    },
  },
];
