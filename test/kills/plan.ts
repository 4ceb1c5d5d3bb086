/** What happens in each round: which process is killed or suspended, and at which point of the run. All from the seed. */
import { Chance } from '../support/chance.ts';
import type { MessageName, Stage } from './wire.ts';

/** The `nth` message of this name that one instance sends in the round. */
export interface Point {
  readonly message: MessageName;
  readonly nth: number;
  readonly stage: Stage;
  /** After `answered`, to come between two messages. */
  readonly delayMs: number;
}

/** What the others have done by the time a suspended process continues; `expired`: nothing, and its lease is over. */
export type Until =
  'expired' | 'settled' | 'retry taken' | 'retry connecting' | 'retry executing' | 'finished';

export type Fault =
  | { readonly kind: 'kill worker' }
  | { readonly kind: 'kill host' }
  | { readonly kind: 'terminate' }
  | {
      readonly kind: 'suspend';
      readonly until: Until;
      /** After that, to come into the middle of what the others do next. */
      readonly lateMs: number;
      readonly ending: 'continue' | 'kill';
    };

export interface PlannedFault {
  readonly point: Point;
  readonly fault: Fault;
}

export interface Plan {
  readonly round: number;
  /** The messages up to the second one are counted from the first one on, at other instances. */
  readonly faults: readonly PlannedFault[];
  /** Of the first attempt: how long the procedure takes, and whether it outlives its client. */
  readonly procedure: { readonly ms: number; readonly outlives: boolean };
}

/** The course of a run, from before its lease is taken until after its result is written. */
const course: readonly (readonly [MessageName, readonly number[]])[] = [
  ['read', [1]],
  ['acquire', [1]],
  ['prelogin', [1, 2]],
  ['login', [1, 2]],
  ['batch', [1]],
  ['take-applock', [1]],
  ['renew', [1, 2, 3]],
  ['exec', [1]],
  ['progress', [1, 2, 5, 9]],
  ['release-applock', [1]],
  ['release', [1]],
];

/** What those do who settle the run and repeat it. */
const aftermath: readonly [MessageName, ...MessageName[]] = [
  'mark',
  'prelogin',
  'login',
  'test-applock',
  'take-applock',
  'release-applock',
  'release',
  'acquire',
  'exec',
  'progress',
];

const stages: readonly [Stage, ...Stage[]] = ['before', 'sent', 'after', 'answered'];
/** Progress comes from the server: it is on its way or has arrived. */
const stagesOf = (message: MessageName): readonly Stage[] =>
  message === 'progress' ? ['before', 'answered'] : stages;

const points: readonly Omit<Point, 'delayMs'>[] = course.flatMap(([message, numbers]) =>
  numbers.flatMap((nth) => stagesOf(message).map((stage) => ({ message, nth, stage }))),
);

export function planOf(seed: number, round: number): Plan {
  // Every point once, in an order of the seed, before any comes again.
  const lap = Math.floor(round / points.length);
  const inOrder = new Chance(`kills ${seed}, lap ${lap}`).shuffled(points);
  const chance = new Chance(`kills ${seed}, round ${round}`);
  const at = inOrder[round % points.length] ?? { message: 'exec', nth: 1, stage: 'sent' };
  const first = { point: { ...at, delayMs: delayOf(chance, at.stage) }, fault: faultOf(chance) };
  return {
    round,
    faults: chance.happens(0.4) ? [first, secondOf(chance)] : [first],
    procedure: procedureOf(chance, at),
  };
}

/**
 * Most take no time. Some take so long that they still run when a retry follows that should not; the second and third
 * renewal come only while the procedure runs for a while.
 */
function procedureOf(chance: Chance, { message, nth }: Pick<Point, 'message' | 'nth'>): Plan['procedure'] {
  const ms = chance.pick(message === 'renew' && nth > 1 ? [2_000, 7_000] : [300, 300, 300, 2_000, 7_000]);
  return { ms, outlives: chance.happens(ms > 300 ? 0.6 : 0.3) };
}

export const undisturbed = (round: number): Plan => ({
  round,
  faults: [],
  procedure: { ms: 300, outlives: false },
});

function secondOf(chance: Chance): PlannedFault {
  const message = chance.pick(aftermath);
  const stage = message === 'progress' ? 'before' : chance.pick(stages);
  return { point: { message, nth: 1, stage, delayMs: delayOf(chance, stage) }, fault: faultOf(chance) };
}

const delayOf = (chance: Chance, stage: Stage): number => (stage === 'answered' ? chance.whole(0, 39) : 0);

/** Settled and not yet repeated is the time in which nobody would stop a process that comes back. */
const untils = [
  'expired',
  'settled',
  'settled',
  'retry taken',
  'retry connecting',
  'retry executing',
  'finished',
] as const;

function faultOf(chance: Chance): Fault {
  const kind = chance.weighted({ 'kill worker': 25, 'kill host': 15, terminate: 20, suspend: 40 });
  if (kind !== 'suspend') return { kind };
  const until = chance.pick<Until>(untils);
  const lateMs = Math.max(0, chance.whole(-250, 249));
  return { kind, until, lateMs, ending: chance.happens(0.75) ? 'continue' : 'kill' };
}
