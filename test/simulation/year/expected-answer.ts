/** What "why?" has to answer for a minute, by what the simulation noted: the rows as they stood, and what followed. */
import type { JobConfig } from '../../../src/core/job/job-config.ts';
import { isFinished, type Run } from '../../../src/core/run/run.ts';
import { adaptedPlan } from '../../../src/core/schedule/adaptive.ts';
import type { Blocker, DueSlots } from '../../../src/core/schedule/slot.ts';
import {
  dueDuringRun,
  dueSlots,
  nextSlot,
  permittedFrom,
} from '../../../src/core/schedule/timeline/next-slot.ts';
import { type EpochMs, epochMs, minutes, plus } from '../../../src/core/time/time.ts';
import type { WhyCode } from '../../../src/core/why/why-answer.ts';
import type { Year } from './year.ts';
import { historyIn, type Moment } from './year-record.ts';

export interface Expected {
  /** One, or two where a moment decides that no row can tell. */
  readonly codes: readonly WhyCode[];
  readonly runId?: string | undefined;
  readonly slot?: EpochMs | undefined;
  readonly blockedBy?: Blocker | undefined;
  readonly next?: EpochMs | undefined;
}

const lastOf = minutes(1) - 1;
/** A run that begins so soon after its slot began with it. */
const prompt = minutes(2);
/** A mark every ten minutes, and what the next one may be late by. */
const unmarked = minutes(12.5);

const isMereSkip = (run: Run): boolean =>
  isFinished(run) && run.attempts.length === 0 && run.state.skip !== undefined;

/** Configuration and state, as a tick that comes on time would find them. */
export function standingAt(year: Year, at: EpochMs): Moment | undefined {
  const moment = year.record.momentAt(at);
  const pause = moment?.rows.config.pause;
  if (moment === undefined || pause?.until === undefined || pause.until > at) return moment;
  const { pause: _, ...config } = moment.rows.config;
  const resumed: JobConfig = { ...config, notBefore: plus(pause.until, year.asking.settings.startDelay) };
  return { ...moment, rows: { ...moment.rows, config: resumed } };
}

export function expectedAt(year: Year, at: EpochMs): Expected {
  const upTo = epochMs(at + lastOf);
  const { created } = year.record;
  const began = created.find((each) => each.at >= at && each.at <= upTo && !isMereSkip(each.run))?.run;
  if (began !== undefined) return { codes: ['ran'], runId: began.id };
  const made = created.find(({ run }) => run.trigger === 'schedule' && run.slot >= at && run.slot <= upTo);
  if (made !== undefined) {
    const { id: runId, slot } = made.run;
    const late = made.at > plus(slot, prompt);
    return { codes: [isMereSkip(made.run) ? 'skipped' : late ? 'served_later' : 'ran'], runId, slot };
  }
  const moment = standingAt(year, at);
  return moment === undefined ? { codes: ['unknown'] } : withoutRun(year, at, moment);
}

function withoutRun(year: Year, at: EpochMs, moment: Moment): Expected {
  const { config, state } = moment.rows;
  if (config.pause !== undefined) return { codes: ['paused'] };
  const { active } = state;
  const plan = adaptedPlan(config, state.adapted);
  const history = historyIn(moment, at);
  const came = (upTo: EpochMs): DueSlots | undefined =>
    active === undefined ? dueSlots(plan, history, upTo) : dueDuringRun(plan, history, upTo);
  const slot = came(epochMs(at + lastOf))?.latest;
  if (slot !== undefined && slot >= at) return fateOf(year, at, slot);
  if (active !== undefined) return { codes: ['running'], runId: active.id };
  const { blockedBy } = permittedFrom(plan, at, history.lastEnd);
  const overdue = came(at);
  const next = overdue === undefined ? nextSlot(plan, history, at)?.at : undefined;
  if (blockedBy !== undefined) return { codes: ['blocked'], blockedBy, next };
  // The first tick writes the rows, and the second one begins the record of ticks.
  const recorded = at >= (year.record.ticks[1] ?? Infinity);
  if (at < config.notBefore) return { codes: recorded ? ['start_delay'] : ['start_delay', 'unknown'], next };
  if (overdue !== undefined) return { codes: overdue.latest < at - prompt ? ['down'] : ticksAt(year, at) };
  return { codes: ticksAt(year, at), next };
}

/** Which of both it must be; either where the record of ticks cannot tell. */
function ticksAt({ record, ends }: Year, at: EpochMs): readonly WhyCode[] {
  const { before, next } = record.ticksAround(at);
  const silent = next === undefined || next > at;
  if (!silent || before === undefined) return ['not_planned'];
  // Of a silence that goes on, nobody knows yet.
  const known = next === undefined ? ends > before + unmarked : next > before + unmarked;
  if (!known) return ['not_planned'];
  return at > before + unmarked ? ['down'] : ['down', 'not_planned'];
}

/** What became of a slot that came then, and that no run names. */
function fateOf(year: Year, at: EpochMs, slot: EpochMs): Expected {
  for (const { at: then, rows, created, configChanged } of year.record.momentsAfter(at)) {
    if (created?.trigger === 'schedule' && created.slot >= slot)
      return { codes: [isMereSkip(created) ? 'skipped' : 'served_later'], runId: created.id, slot };
    const { config, state } = rows;
    if (configChanged && config.pause !== undefined) return { codes: ['dropped'], slot };
    const moment = { at: then, rows, created, configChanged };
    const due = dueSlots(adaptedPlan(config, state.adapted), historyIn(moment, then), slot);
    if (due !== undefined) continue;
    if (configChanged) return { codes: ['dropped'], slot };
    if (state.active !== undefined) continue;
    // The interval counts from the end of a run that somebody requested.
    if (then >= slot) return { codes: ['served_later'], runId: state.last?.id, slot };
  }
  return { codes: ['pending'], slot };
}
