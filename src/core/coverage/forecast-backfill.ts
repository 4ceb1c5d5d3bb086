/**
 * When backfill goes on and when it is done, if every run takes as long as usual and succeeds: the decisions of the
 * ticks to come, made one after another.
 */
import type { Decision } from '../job/decide.ts';
import type { ReadySnapshot } from '../job/snapshot.ts';
import { expectedEnd, upcomingSlots } from '../job/upcoming-slots.ts';
import { omitUndefined } from '../omit-undefined.ts';
import type { DateRange } from '../run/date-range.ts';
import type { Settings } from '../settings/scheduler-settings.ts';
import { type DurationMs, type EpochMs, later, milliseconds, plus } from '../time/time.ts';
import { noBackfill } from './backfill.ts';
import { type DateRanges, lengthOf, without } from './date-ranges.ts';
import {
  chunkOf,
  daysPerChunk,
  decideBackfill,
  expectedDuration,
  type Facts,
  type Work,
  workOf,
} from './decide-backfill.ts';

export interface BackfillForecast {
  /** Of the plan; without one, the gaps and the dates with late input. */
  readonly missing: DateRanges;
  readonly nextChunk: DateRange | undefined;
  /** Besides the one in progress. */
  readonly chunksLeft: number;
  readonly daysPerChunk: number;
  /** Undefined while backfill is held, and where it lies too far ahead to say. */
  readonly nextStart: EpochMs | undefined;
  /** Of the plan; without one, of the gaps of now. Undefined, too, where no run has succeeded lately. */
  readonly expectedEnd: EpochMs | undefined;
}

type Rows = Pick<ReadySnapshot, 'config' | 'state'>;

/** Slots of a month and more; a forecast that needs more says nothing. */
const mostSlots = 300;

export function forecastBackfill(
  { config, state }: Rows,
  decision: Decision,
  usual: DurationMs | undefined,
  now: EpochMs,
  settings: Settings,
): BackfillForecast {
  const { missing: all, plan } = workOf(
    { config, state },
    decision.kind === 'wait' ? decision.until : undefined,
    now,
    settings,
  );
  const { active } = state;
  const missing = active?.trigger === 'backfill' ? without(all, [active.range]) : all;
  const most = daysPerChunk(config, settings);
  const [first] = missing;
  const ahead = simulate({ config, state }, { missing, ...omitUndefined({ plan }) }, usual, now, settings);
  return {
    missing: all,
    nextChunk: first && chunkOf(first, most),
    chunksLeft: missing.reduce((sum, range) => sum + Math.ceil(lengthOf(range) / most), 0),
    daysPerChunk: most,
    nextStart: ahead.nextStart,
    expectedEnd: usual === undefined ? undefined : ahead.end,
  };
}

interface Ahead {
  readonly nextStart: EpochMs | undefined;
  readonly end: EpochMs | undefined;
}

function simulate(
  { config, state }: Rows,
  { missing: all, plan }: Work,
  usual: DurationMs | undefined,
  now: EpochMs,
  settings: Settings,
): Ahead {
  const { startDelay } = settings;
  const run = usual ?? milliseconds(0);
  const slots = upcomingSlots(config, state, { now, usual, startDelay, count: mostSlots }).map(
    ({ at }) => at,
  );
  let { at, facts } = afterActive({ config, state }, usual, now, settings);
  let missing = all;
  let nextStart: EpochMs | undefined;
  if (missing.length === 0) return { nextStart, end: state.active?.trigger === 'backfill' ? at : undefined };
  for (let next = 0; next < mostSlots || slots.length < mostSlots;) {
    const slot = slots[next];
    if (slot !== undefined && slot <= at) {
      // One run serves all slots that are due, and those that come during it are skipped.
      at = plus(at, run);
      facts = served(facts, at);
      while ((slots[next] ?? Infinity) <= at) next += 1;
      continue;
    }
    const work = { missing, ...omitUndefined({ plan }) };
    const decided = decideBackfill(facts, work, omitUndefined({ until: slot }), usual, at, settings);
    if (decided.kind === 'start') {
      nextStart ??= at;
      missing = without(missing, [decided.chunk]);
      at = plus(at, expectedDuration(decided.chunk, config.daysBack, usual ?? settings.runTimeout));
      facts = succeeded(facts, at);
      if (missing.length === 0) return { nextStart, end: at };
    } else if (decided.kind === 'wait') {
      const until = decided.until ?? slot;
      if (until === undefined || until <= at) return { nextStart, end: undefined };
      at = slot === undefined || until < slot ? until : slot;
    } else return { nextStart, end: undefined };
  }
  return { nextStart, end: undefined };
}

/** Nothing begins before the run in progress has ended. */
function afterActive(
  { config, state }: Rows,
  usual: DurationMs | undefined,
  now: EpochMs,
  settings: Settings,
): { readonly at: EpochMs; readonly facts: Facts } {
  const { active } = state;
  const facts: Facts = { config, state };
  if (active === undefined) return { at: now, facts };
  if (active.trigger !== 'backfill') {
    const at = expectedEnd(active, { now, usual });
    return { at, facts: served(facts, at) };
  }
  const takes = expectedDuration(active.range, config.daysBack, usual ?? settings.runTimeout);
  const at = later(now, expectedEnd(active, { now, usual: takes }));
  return { at, facts: succeeded(facts, at) };
}

const served = ({ config, state }: Facts, lastEnd: EpochMs): Facts => ({
  config,
  state: { ...state, lastEnd },
});

const succeeded = ({ config, state }: Facts, endedAt: EpochMs): Facts => ({
  config,
  state: {
    ...state,
    backfill: { ...(state.backfill ?? noBackfill), failures: 0 },
    lastBackfill: { state: { outcome: 'succeeded', endedAt } },
  },
});
