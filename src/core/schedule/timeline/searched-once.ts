/**
 * With profiles, a search may walk over years of days, behind a blackout of years for a tenth of a second, and every tick
 * and every status ask the same, three or four questions each. A plan that has not changed comes with the same lists,
 * because its row is not parsed again; everything else that the answer depends on is compared by its value. Without
 * profiles a search is as quick as that comparison, so such a plan is recognised only while it is the same object.
 */
import type { Plan } from '../document/schedule-document.ts';
import type { ScheduleHistory, Slot } from '../slot.ts';
import type { EpochMs } from '../../time/time.ts';

type Answers = Map<string, { readonly slot: Slot | undefined }>;

interface Known {
  readonly blackouts: Plan['blackouts'];
  readonly calendars: Plan['calendars'];
  readonly answers: Answers;
}

const known = new WeakMap<NonNullable<Plan['profiles']>, Known>();
const knownPlans = new WeakMap<Plan, Answers>();
/** The answers change with the day and with each run. */
const most = 20;

export function searchedOnce(
  plan: Plan,
  { notBefore, lastSlot, lastEnd }: ScheduleHistory,
  begins: EpochMs,
  search: () => Slot | undefined,
): Slot | undefined {
  if (plan.profiles === undefined || plan.profiles.length === 0) {
    const answers = knownPlans.get(plan) ?? new Map();
    knownPlans.set(plan, answers);
    return answer(answers, `${notBefore} ${lastSlot} ${lastEnd} ${begins}`, search);
  }
  const { profiles, blackouts, calendars, ...rest } = plan;
  const before = known.get(profiles);
  const same = before?.blackouts === blackouts && before?.calendars === calendars ? before : undefined;
  const { answers } = same ?? { answers: new Map() };
  if (same === undefined) known.set(profiles, { blackouts, calendars, answers });
  return answer(answers, JSON.stringify([rest, notBefore, lastSlot, lastEnd, begins]), search);
}

function answer(answers: Answers, question: string, search: () => Slot | undefined): Slot | undefined {
  const found = answers.get(question) ?? { slot: search() };
  if (answers.size >= most) answers.clear();
  answers.set(question, found);
  return found.slot;
}
