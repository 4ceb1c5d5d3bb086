/** When the database is asked for late input, from which instant on, and what its answer changes. */
import type { ReadySnapshot } from '../job/snapshot.ts';
import { omitUndefined } from '../omit-undefined.ts';
import type { Trigger } from '../run/run.ts';
import type { PendingSettings } from '../settings/pending-environment.ts';
import {
  type DurationMs,
  earlier,
  elapsed,
  type EpochMs,
  milliseconds,
  minus,
  minutes,
} from '../time/time.ts';
import { type LateInput, noLateInput } from './late-input.ts';
import { recordTold, type Told, type ToldDate } from './record-told.ts';

type Rows = Pick<ReadySnapshot, 'config' | 'state'>;

/**
 * Rows may become visible some time after the instant that they bear: the clock of the server is another, and a
 * transaction takes its time. So the question reaches back, though no further than that what it tells again has not
 * been computed meanwhile.
 */
const longestReach = minutes(10);
const reachOf = ({ quiet }: PendingSettings): DurationMs =>
  milliseconds(Math.min(longestReach, Math.floor(quiet / 3)));

/**
 * The instant to ask from; undefined while the answer could change no decision, or the last one is recent enough. The
 * first question only finds out whether there is an answer: what came before is computed or missing.
 */
export function askFrom(
  { config, state }: Rows,
  settings: PendingSettings,
  now: EpochMs,
): EpochMs | undefined {
  const { active, coverage, late } = state;
  if (active !== undefined || coverage === undefined || config.pause !== undefined) return undefined;
  const askedAt = late?.askedAt;
  if (askedAt === undefined) return now;
  const ahead = askedAt > now;
  if (!ahead && elapsed(askedAt, now) < settings.every) return undefined;
  return minus(earlier(askedAt, now), reachOf(settings));
}

/**
 * Where the interval adapts to new input: the instant from which that of this run counts, the beginning of the success
 * before. Undefined where nothing is to be asked, also before the first success. A requested run says nothing about how
 * much arrives from one slot to the next.
 */
export function countFrom({ config, state }: Rows, trigger: Trigger, now: EpochMs): EpochMs | undefined {
  const { adaptive, schedule } = config;
  if (adaptive?.by !== 'pending' || schedule.kind !== 'interval' || trigger !== 'schedule') return undefined;
  // The newest date is one of every scheduled range, and none of backfill.
  const since = state.coverage?.open.at(-1)?.at;
  return since === undefined || since > now ? undefined : since;
}

export type Heard =
  | { readonly kind: 'answered'; readonly dates: readonly ToldDate[] }
  | { readonly kind: 'failed'; readonly message: string };

export interface HeardNews extends Told {
  /** `failed` and `recovered`: the last question ended differently from the one before. */
  readonly change: 'failed' | 'recovered' | undefined;
}

/** Undefined where nothing is to be written. `askedAt`: when the question was sent; `at`: when the answer came. */
export function hear(
  state: Rows['state'],
  heard: Heard,
  askedAt: EpochMs,
  at: EpochMs,
): HeardNews | undefined {
  const { problem, ...before }: LateInput = state.late ?? noLateInput;
  switch (heard.kind) {
    case 'failed': {
      if (problem?.message === heard.message) return undefined;
      const since = problem?.since ?? at;
      const late = { ...before, problem: { message: heard.message, since } };
      return { late, noted: [], givenUp: 0, change: 'failed' };
    }
    case 'answered': {
      const { coverage, active, closing } = state;
      const known = { late: { ...before, askedAt }, ...omitUndefined({ coverage, active, closing }) };
      const change = problem === undefined ? undefined : 'recovered';
      return { ...recordTold(known, heard.dates, at), change };
    }
  }
}
