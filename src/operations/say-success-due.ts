/**
 * Says in the log by when a run should have succeeded again: the alert on too long a time without one reads it from there,
 * because only the app knows its slots. Said when it changes, and four times a day, because an alert sees two days.
 */
import type { ReadySnapshot } from '../core/job/snapshot.ts';
import { successDueBy } from '../core/job/success-due.ts';
import { type EpochMs, epochMsToIso, epochMsToWallClock, hours } from '../core/time/time.ts';
import type { Log, World } from '../ports.ts';

const again = hours(6);

interface Said {
  /** Of the rows that it was computed from. */
  readonly rows: string;
  readonly by: EpochMs;
  readonly at: number;
}

/** Of each process its own. */
const lastSaid = new WeakMap<World, Said>();

export function saySuccessDue(
  world: World,
  log: Log,
  { config, state, versions }: ReadySnapshot,
  now: EpochMs,
): void {
  const { clock, settings } = world;
  const rows = `${versions.config} ${versions.state}`;
  const last = lastSaid.get(world);
  const at = clock.monotonic();
  const old = last === undefined || at - last.at >= again;
  if (!old && last.rows === rows) return;
  const by = successDueBy(config, state, now, settings);
  if (!old && last.by === by) {
    lastSaid.set(world, { ...last, rows });
    return;
  }
  lastSaid.set(world, { rows, by, at });
  log.info(`🎯 The next success is due by ${epochMsToWallClock(by, config.timeZone, now)}`, {
    event: 'success_due',
    dueBy: epochMsToIso(by, config.timeZone),
  });
}
