/**
 * The clock was ahead and has been put right: the rows then hold instants of the future, which must not bind the
 * scheduler. What it waits for is moved once, by one write: counted from now at every tick, it would never come. What
 * happened stays as it was recorded.
 */
import { cameBack, giveBack, valuesBefore } from './clock-came-back.ts';
import { configAsOf, longestDelay } from './config-as-of.ts';
import type { JobState } from './job-state.ts';
import type { ControlRows } from './snapshot.ts';
import { omitUndefined } from '../omit-undefined.ts';
import { leaseAsOf } from '../run/lease.ts';
import { lateAsOf } from '../coverage/late-input.ts';
import { type ActiveRun, hasBegun } from '../run/run.ts';
import { waitingAsOf, waitsSince } from '../run/waiting.ts';
import type { Settings } from '../settings/scheduler-settings.ts';
import { clockTolerance, isAhead } from '../time/clock-tolerance.ts';
import {
  type DurationMs,
  earlier,
  elapsed,
  type EpochMs,
  epochMsToLocalDate,
  later,
  minus,
  plus,
  type TimeZone,
} from '../time/time.ts';

export interface WentBack {
  readonly since: EpochMs;
  readonly by: DurationMs;
}

/** As the last tick noted it, or as the next one is going to. */
export function clockWentBack(rows: ControlRows, now: EpochMs, settings: Settings): WentBack | undefined {
  const { clockNotice: noted } = rows.state;
  if (noted !== undefined && now >= noted.since && now < noted.latest) {
    return { since: noted.since, by: elapsed(noted.at, noted.latest) };
  }
  const latest = latestRecorded(rows, now, settings);
  return isAhead(latest, now) ? { since: now, by: elapsed(now, latest) } : undefined;
}

export interface RowsPutRight extends ControlRows {
  /** Undefined when it is known already, as while the clock of another host is ahead. */
  readonly news: WentBack | 'was_behind' | undefined;
}

/** Undefined when nothing needs to be written. `instance`: the process that asks. */
export function putRight(
  rows: ControlRows,
  now: EpochMs,
  settings: Settings,
  instance: string,
): RowsPutRight | undefined {
  const back = cameBack(rows, now, instance);
  if (back !== undefined) return { ...giveBack(rows, back), news: back.told ? undefined : 'was_behind' };
  const { config, lease, state } = rows;
  const { clockNotice } = state;
  const latest = latestRecorded(rows, now, settings);
  const known = clockNotice !== undefined && !isAhead(clockNotice.at, now) ? clockNotice : undefined;
  const isNew = isAhead(latest, now) && (known === undefined || latest > known.latest);
  if (!isNew && !isAhead(latestBinding(rows, now, settings), now)) return undefined;
  const by = elapsed(now, latest);
  const isNews = known === undefined || by > elapsed(known.at, known.latest) + clockTolerance;
  const noted = { at: now, latest, instance, before: valuesBefore(rows), givenBack: false };
  const told = { since: known?.since ?? now, told: known?.told ?? false };
  return {
    config: {
      ...configAsOf(config, now, settings.startDelay),
      notBefore: earlier(config.notBefore, plus(now, settings.startDelay)),
    },
    lease: leaseAsOf(lease, now, settings.leaseExpiry),
    state: { ...stateAsOf(state, now, config.timeZone), clockNotice: { ...noted, ...told } },
    news: isNews ? { since: now, by } : undefined,
  };
}

const latestOf = (instants: readonly (EpochMs | undefined)[], least: EpochMs): EpochMs =>
  instants.reduce<EpochMs>((latest, each) => (each === undefined ? latest : later(latest, each)), least);

/** Of the instants from which something waits. */
function latestBinding(
  { config, lease, state }: ControlRows,
  now: EpochMs,
  { startDelay }: Settings,
): EpochMs {
  const { active, lastEnd, lastSlot, lastRequestAt, clockNotice } = state;
  const changed = minus(config.notBefore, longestDelay(config, startDelay));
  const renewedAt = lease.kind === 'held' ? lease.renewedAt : undefined;
  const mutedAt = Object.values(config.mutes ?? {}).map(({ since }) => since);
  const rows = [config.changedAt, config.pause?.since, ...mutedAt, changed, renewedAt, clockNotice?.at];
  return latestOf([...rows, openSince(active), lastEnd, lastSlot, lastRequestAt], now);
}

function openSince(run: ActiveRun | undefined): EpochMs | undefined {
  if (run === undefined) return undefined;
  if (!hasBegun(run)) return waitsSince(run);
  return run.state.kind === 'running' ? undefined : run.state.since;
}

/** Of all instants of the past that are shown as the present state. */
function latestRecorded(rows: ControlRows, now: EpochMs, settings: Settings): EpochMs {
  const { active, lastSuccessAt } = rows.state;
  const begun = active !== undefined && hasBegun(active) ? active.state.attempt.startedAt : undefined;
  const ended = active?.attempts.map(({ endedAt }) => endedAt) ?? [];
  return latestOf([lastSuccessAt, active?.createdAt, begun, ...ended], latestBinding(rows, now, settings));
}

function stateAsOf(state: JobState, now: EpochMs, zone: TimeZone): JobState {
  const { active, lastEnd, lastSlot, lastRequestAt, coverage, late, ...rest } = state;
  const today = epochMsToLocalDate(now, zone);
  const past = (instant: EpochMs | undefined) => (instant === undefined ? undefined : earlier(instant, now));
  return {
    ...rest,
    ...omitUndefined({
      active: active === undefined ? undefined : activeAsOf(active, now),
      lastEnd: past(lastEnd),
      lastSlot: past(lastSlot),
      lastRequestAt: past(lastRequestAt),
      // The first start was by that clock.
      coverage: coverage && (coverage.since > today ? { ...coverage, since: today } : coverage),
      late: late && lateAsOf(late, now, active),
    }),
  };
}

function activeAsOf(run: ActiveRun, now: EpochMs): ActiveRun {
  if (!hasBegun(run)) return waitingAsOf(run, now);
  if (run.state.kind === 'running' || run.state.since <= now) return run;
  return { ...run, state: { ...run.state, since: now } };
}
