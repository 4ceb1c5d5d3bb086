/** Which day it is where the schedule is at home. */
import { rowsOrDefaults } from '../../core/job/snapshot.ts';
import { epochMsToLocalDate, type LocalDate, type TimeZone } from '../../core/time/time.ts';
import type { World } from '../../ports.ts';

export interface Today {
  readonly date: LocalDate;
  readonly timeZone: TimeZone;
}

export async function readToday({ store, settings, clock }: World): Promise<Today> {
  const now = clock.now();
  const { config } = rowsOrDefaults(await store.read(), settings, now);
  const { timeZone } = config;
  return { date: epochMsToLocalDate(now, timeZone), timeZone };
}
