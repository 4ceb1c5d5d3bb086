/** Preview and reality: each run serves the slot that was announced, with the dates that belong to it. */
import { epochMsToIso, type EpochMs, minutes, plus } from '../../../src/core/time/time.ts';
import type { Run } from '../../../src/core/run/run.ts';
import type { Year } from './year.ts';

/** Each run for a slot covers what the last idle tick before it had announced, unless something changed since. */
export function brokenAnnouncements(year: Year): readonly string[] {
  const { created, moments, announced } = year.record;
  return created.flatMap(({ at, run }) => {
    if (run.trigger !== 'schedule') return [];
    const wrongDates = datesAsPromised(year, at, run);
    const last = announced.findLast((each) => each.at < at);
    const changed = moments.some((moment) => last !== undefined && moment.at > last.at && moment.at < at);
    if (last?.slot === undefined || changed || run.slot === last.slot) return wrongDates;
    // Of several that are overdue, one run serves the latest.
    if (run.missedSlots > 0 && run.slot > last.slot) return wrongDates;
    // One that was overdue already, and that nothing permitted to begin before.
    if (run.slot === last.movedFrom && at >= last.slot && at <= plus(last.slot, minutes(1)))
      return wrongDates;
    return [
      ...wrongDates,
      `run ${run.id} for ${new Date(run.slot).toISOString()}, announced was ${new Date(last.slot).toISOString()}`,
    ];
  });
}

/** By the zone and the days back that were in force, counted without the shipped code. */
function datesAsPromised(year: Year, at: EpochMs, { id, slot, range }: Run): readonly string[] {
  const config = year.record.momentAt(at)?.rows.config;
  if (config === undefined) return [`run ${id} came before there was a schedule`];
  const akhir = epochMsToIso(slot, config.timeZone).slice(0, 10);
  const awal = new Date(Date.parse(akhir) - config.daysBack * 86_400_000).toISOString().slice(0, 10);
  return range.awal === awal && range.akhir === akhir
    ? []
    : [`run ${id} has the dates ${range.awal} to ${range.akhir} instead of ${awal} to ${akhir}`];
}
