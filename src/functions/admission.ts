/**
 * Refuses early, before anything is parsed or read, whoever asks too often or too much at once: one caller must not keep
 * this instance from answering the others, and above all not from answering the health check. In memory, because a
 * counter in the table would cost each status a second round trip. What commands may change is limited in the table.
 */
import { type Refusal, refuse } from '../api/refusals.ts';
import type { QueryName } from '../api/queries.ts';
import type { Route } from '../api/routes.ts';
import { countRequest, type RateWindow } from '../core/job/rate-limit.ts';
import { epochMs, toSeconds } from '../core/time/time.ts';

/** Ten open pages of one caller need about 500 a minute, and seldom more than a few at once. */
export const usualLimits = {
  perMinute: 3_000,
  atOncePerCaller: 40,
  atOnce: 80,
  /** Of the reads in progress so many are worked on; the others take turns. */
  atWork: 8,
  /** In milliseconds: behind reads that the table does not answer, waiting longer would help nobody. */
  longestWait: 2_000,
  /** For each caller and for all: RATE_LIMIT_PER_MINUTE refuses most of them. */
  commandsAtOnce: 200,
  callers: 1_000,
};
export type AdmissionLimits = typeof usualLimits;

export type Admission =
  | {
      readonly kind: 'admitted';
      /** Await it before the work; leave after it, or after the work. */
      readonly turn: Promise<void>;
      readonly leave: () => void;
    }
  | Refusal;

/** Lists read many rows; the others read three. */
const lists: ReadonlySet<string> = new Set<QueryName>([
  'runs',
  'audit',
  'notices',
  'schedule',
  'previewSchedule',
  'readCalendar',
  'slotsCalendar',
  'slots',
  'why',
  'backfill',
]);
function costOf({ asks, name }: Asked): number {
  if (asks === 'command') return 0;
  return lists.has(name) ? 5 : 1;
}

type Asked = Pick<Route, 'asks' | 'name'>;

/** Lets some work at the same time, in the order in which they came. */
function createTurns({ atWork, longestWait }: Pick<AdmissionLimits, 'atWork' | 'longestWait'>) {
  const waiting = new Set<() => void>();
  let working = 0;
  return {
    begin: (): Promise<void> => {
      if (working < atWork) {
        working += 1;
        return Promise.resolve();
      }
      const { promise, resolve } = Promise.withResolvers<void>();
      const begin = (): void => {
        clearTimeout(timer);
        waiting.delete(begin);
        working += 1;
        resolve();
      };
      const timer = setTimeout(begin, longestWait);
      waiting.add(begin);
      return promise;
    },
    end: (): void => {
      working -= 1;
      const [next] = waiting;
      if (working < atWork) next?.();
    },
  };
}

interface Known {
  window: RateWindow | undefined;
  open: number;
}

/** `monotonic` in milliseconds: no clock that is set can lengthen a minute. */
export function createAdmission(
  limits: AdmissionLimits = usualLimits,
  monotonic: () => number = () => performance.now(),
) {
  /** The one that asked last comes last. */
  const callers = new Map<string, Known>();
  const open = { query: 0, command: 0 };
  const turns = createTurns(limits);

  function knownAs(caller: string): Known {
    const known = callers.get(caller) ?? { window: undefined, open: 0 };
    callers.delete(caller);
    callers.set(caller, known);
    for (const [name, { open: busy }] of callers) {
      if (callers.size <= limits.callers) break;
      if (busy === 0) callers.delete(name);
    }
    return known;
  }

  return function admit(route: Asked, caller: string): Admission {
    // Apart, so that whoever reads too much can still stop the scheduler.
    const known = knownAs(`${route.asks} ${caller}`);
    const { asks } = route;
    const [most, mostOfAll] =
      asks === 'query'
        ? [limits.atOncePerCaller, limits.atOnce]
        : [limits.commandsAtOnce, limits.commandsAtOnce];
    if (known.open >= most || open[asks] >= mostOfAll) return tooManyAtOnce;
    const cost = costOf(route);
    const decision = countRequest(known.window, epochMs(monotonic()), limits.perMinute, cost);
    known.window = decision.window ?? known.window;
    if (decision.kind === 'limited') return tooOften(Math.ceil(toSeconds(decision.retryAfter)), limits);
    known.open += 1;
    open[asks] += 1;
    // Commands are few; the check of the connection waits for SQL Server, and costs little here.
    const takesTurn = asks === 'query' && route.name !== 'preflight';
    return {
      kind: 'admitted',
      turn: takesTurn ? turns.begin() : Promise.resolve(),
      leave: () => {
        known.open -= 1;
        open[asks] -= 1;
        if (takesTurn) turns.end();
      },
    };
  };
}

const tooManyAtOnce = refuse('too_many_requests', 'too many requests at the same moment: try again in 1 s', {
  retryAfterSeconds: 1,
});

const tooOften = (retryAfterSeconds: number, { perMinute }: AdmissionLimits): Refusal =>
  refuse(
    'too_many_requests',
    `too many requests: at most ${perMinute} a minute, of which a list counts as five; try again in ${retryAfterSeconds} s`,
    { retryAfterSeconds },
  );
