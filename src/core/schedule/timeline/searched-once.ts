/**
 * With profiles, a search may walk over years of days, behind a blackout of years for a tenth of a second, and every tick
 * and every status ask the same. A plan that has not changed comes with the same lists, because its row is not parsed
 * again; everything else that the answer depends on is compared by its value.
 */
import type { Plan } from '../document/schedule-document.ts';
import type { ScheduleHistory, Slot } from '../slot.ts';
import type { EpochMs } from '../../time/time.ts';

interface Known {
  readonly blackouts: Plan['blackouts'];
  readonly calendars: Plan['calendars'];
  readonly answers: Map<string, { readonly slot: Slot | undefined }>;
}

const known = new WeakMap<NonNullable<Plan['profiles']>, Known>();
/** A tick and a status ask three or four questions, and the answers change with the day and with each run. */
const most = 20;

export function searchedOnce(
  { profiles, blackouts, calendars, ...rest }: Plan,
  { notBefore, lastSlot, lastEnd }: ScheduleHistory,
  begins: EpochMs,
  search: () => Slot | undefined,
): Slot | undefined {
  if (profiles === undefined || profiles.length === 0) return search();
  const before = known.get(profiles);
  const same = before?.blackouts === blackouts && before?.calendars === calendars ? before : undefined;
  const { answers } = same ?? { answers: new Map() };
  if (same === undefined) known.set(profiles, { blackouts, calendars, answers });
  const question = JSON.stringify([rest, notBefore, lastSlot, lastEnd, begins]);
  const answer = answers.get(question) ?? { slot: search() };
  if (answers.size >= most) answers.clear();
  answers.set(question, answer);
  return answer.slot;
}
