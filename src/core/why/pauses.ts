/** When the schedule was paused within a period. */
import { type EpochMs, earlier, later } from '../time/time.ts';
import { changeIn } from './audited-change.ts';
import { configThen } from './config-then.ts';
import type { WhyFactsRead } from './why-facts.ts';

export interface Paused {
  readonly from: EpochMs;
  readonly to: EpochMs;
}

/** `read.at` is the beginning of the period. The earliest first; a pause that was renewed comes in pieces. */
export function pausesOf(read: WhyFactsRead, to: EpochMs): readonly Paused[] {
  const { at: from, rows, audit, startDelay } = read;
  const changes = audit.entries.flatMap((entry) => (changeIn(entry)?.kind === 'pause' ? [entry.at] : []));
  const { pause: current } = rows.config;
  // An import writes a pause without its own entry at that time.
  const begins = [from, ...changes, ...(current === undefined ? [] : [current.since])]
    .filter((at) => at >= from && at < to)
    .toSorted((one, other) => one - other);
  return [...new Set(begins)].flatMap((begin, index, all) => {
    const pause = configThen(rows.config, audit, begin, startDelay).config?.pause;
    if (pause === undefined) return [];
    const end = earlier(all[index + 1] ?? to, pause.until ?? to);
    return [{ from: later(pause.since, begin), to: end }];
  });
}
