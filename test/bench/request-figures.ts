/** What the app does most: idle ticks, the status and lists, against a handler that makes one point read. */
import type { HostProcess } from '../support/host-process.ts';
import { ask, askFor, fireTimer, timed } from './ask.ts';
import type { Effort, Pair } from './compare.ts';
import type { ComparedFigure } from './figure.ts';

/** The reading handler is the yardstick of most, and would otherwise be better compiled than what is compared with it. */
const effort: Effort = { rounds: 15, pairs: 40, warmUp: 1_500 };
const shared = { kind: 'compared', unit: 'ms', as: 'times', effort } as const;

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

const got = (host: HostProcess, path: string) => (): Promise<unknown> => askFor(200, host.url(path));

type Make = (app: HostProcess, yardsticks: HostProcess) => () => Promise<unknown>;

const requests: readonly (readonly [name: string, what: string, request: Make, mustReach?: number])[] = [
  ['status', 'status', (app) => got(app, '/scheduler/status'), 1.1],
  ['status-304', '304 of status', (app) => askAgain(app.url('/scheduler/status')), 1],
  ['runs', 'list of 20 runs', (app) => got(app, '/scheduler/runs?limit=20'), 1.4],
  [
    'hello',
    'for comparison: a handler that only says hello',
    (_app, yardsticks) => got(yardsticks, '/hello'),
  ],
];

export const requestFigures: readonly ComparedFigure[] = [
  {
    ...shared,
    name: 'tick',
    what: 'idle tick',
    against: 'a timer that makes one point read',
    mustReach: 1.2,
    prepare: async (workshop) => {
      const [{ host }, yardsticks] = await Promise.all([workshop.app(), workshop.yardstickHost()]);
      return pairOf(
        () => fireTimer(host, 'tick'),
        () => fireTimer(yardsticks, 'readByTimer'),
      );
    },
  },
  ...requests.map(([name, what, request, mustReach]): ComparedFigure => ({
    ...shared,
    name,
    what,
    against: 'one point read behind the same host',
    ...(mustReach === undefined ? {} : { mustReach }),
    prepare: async (workshop) => {
      const [{ host }, yardsticks] = await Promise.all([workshop.app(), workshop.yardstickHost()]);
      return pairOf(request(host, yardsticks), got(yardsticks, '/read'));
    },
  })),
];
