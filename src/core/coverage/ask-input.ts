/** When the database is asked for late input, from which instant on, and what its answer changes. */
import type { ReadySnapshot } from '../job/snapshot.ts';
import { omitUndefined } from '../omit-undefined.ts';
import type { Trigger } from '../run/run.ts';
import type { PendingSettings } from '../settings/pending-environment.ts';
import { type DurationMs, earlier, elapsed, type EpochMs, minus, minutes } from '../time/time.ts';
import { type LateInput, noLateInput } from './late-input.ts';
import { questionIsAwaited, reachOf } from './quiet-dates.ts';
import { recordTold, type Told, type ToldDate } from './record-told.ts';

type Rows = Pick<ReadySnapshot, 'config' | 'state'>;

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
  if (!ahead && elapsed(askedAt, now) < waitFor(state, settings, now)) return undefined;
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

/** Between two questions. A date that waits for an answer to be computed does not wait for longer than a minute. */
export const waitFor = ({ late }: Rows['state'], settings: PendingSettings, now: EpochMs): DurationMs =>
  late !== undefined && questionIsAwaited(late, settings, now)
    ? shorter(settings.every, minutes(1))
    : settings.every;

const shorter = (one: DurationMs, other: DurationMs): DurationMs => (one < other ? one : other);

/**
 * A question of another process was asked later, and its answer is written: it has told the same and more. What its own
 * process was kept from writing for long would be computed again for nothing.
 */
export const isOvertaken = ({ late }: Rows['state'], askedAt: EpochMs, now: EpochMs): boolean =>
  late?.askedAt !== undefined && askedAt < late.askedAt && late.askedAt <= now;

export type Heard =
  | { readonly kind: 'answered'; readonly dates: readonly ToldDate[] }
  | { readonly kind: 'failed'; readonly message: string };

export interface HeardNews extends Told {
  /** `failed` and `recovered`: the last question ended differently from the one before. */
  readonly change: 'failed' | 'recovered' | undefined;
}

export interface Question {
  readonly since: EpochMs;
  /** When it was sent. */
  readonly askedAt: EpochMs;
}

/** Undefined where nothing is to be written. `at`: when the answer came. */
export function hear(
  state: Rows['state'],
  heard: Heard,
  { since, askedAt }: Question,
  at: EpochMs,
): HeardNews | undefined {
  const { problem, ...before }: LateInput = state.late ?? noLateInput;
  switch (heard.kind) {
    case 'failed': {
      if (problem?.message === heard.message) return undefined;
      const late = { ...before, problem: { message: heard.message, since: problem?.since ?? at } };
      return { late, noted: [], givenUp: 0, change: 'failed' };
    }
    case 'answered': {
      const { coverage, active, closing } = state;
      // Of two first questions, the later one does not reach back to the earlier: the next one has to.
      const reached = before.askedAt === undefined || since <= before.askedAt ? askedAt : before.askedAt;
      const known = {
        late: { ...before, askedAt: reached },
        ...omitUndefined({ coverage, active, closing }),
      };
      const change = problem === undefined ? undefined : 'recovered';
      return { ...recordTold(known, heard.dates, at), change };
    }
  }
}
