/** What operators promise about days: closed dates stay as they are, and a plan of backfill is carried out. */
import type { BackfillPlan } from '../../../src/core/coverage/backfill.ts';
import { hasBegun } from '../../../src/core/run/run.ts';
import { closedThen } from './backfill.ts';
import type { MakeCheck } from './check.ts';
import { type DayBook, dateOf, dayOf, daysOf } from './day-book.ts';
import { begunBy, finishedBy } from './run-news.ts';

export const closedIsKept: MakeCheck = () => ({
  claim: 'no date of a closed period is ever computed',
  called: ({ client, range }, { truth }) => {
    const { active, closing } = truth.rows?.state ?? {};
    if (client === undefined || active === undefined || !hasBegun(active)) return undefined;
    // A reopening that ends meanwhile permits the attempt that began before.
    const closed = closedThen(closing, active.state.attempt.startedAt);
    return dayOf(range.awal) > closed
      ? undefined
      : `run ${active.id} computes ${range.awal} to ${range.akhir}, but all up to ${dateOf(closed)} is closed`;
  },
});

export const plansAreKept =
  (book: DayBook): MakeCheck =>
  () => {
    const begunUnder = new Map<string, string | undefined>();
    let computed = new Set<number>();
    let everClosed = -Infinity;
    const problemAtEnd = (
      plan: BackfillPlan,
      zoned: Parameters<DayBook['isSettled']>[1],
    ): string | undefined => {
      const left = daysOf(plan).find(
        (day) =>
          !computed.has(day) && day > everClosed && !(plan.dates === 'missing' && book.isSettled(day, zoned)),
      );
      return left === undefined ? undefined : `plan ${plan.id} is over, but ${dateOf(left)} was left out`;
    };
    return {
      claim:
        'a plan of backfill ends when all its dates are computed or closed, and only its own chunks count',
      committed: (commit) => {
        const { before, after, audit } = commit;
        const { closing, coverage } = after.state;
        if (closing !== undefined) everClosed = Math.max(everClosed, dayOf(closing.through));
        const plan = before?.state.backfill?.plan;
        const planAfter = after.state.backfill?.plan;
        const begun = begunBy(commit);
        if (begun?.trigger === 'backfill') begunUnder.set(begun.id, plan?.id);
        const ended = finishedBy(commit);
        const ofPlan =
          ended?.trigger === 'backfill' && plan !== undefined && begunUnder.get(ended.id) === plan.id;
        const done = ofPlan && ended.state.outcome === 'succeeded' ? daysOf(ended.range) : [];
        for (const day of done) computed.add(day);
        if (plan !== undefined && planAfter?.id === plan.id) {
          const next = done.at(-1) === undefined ? dayOf(plan.next) : done.at(-1)! + 1;
          return dayOf(planAfter.next) === next && planAfter.computed === plan.computed + done.length
            ? undefined
            : `plan ${plan.id} goes on with ${planAfter.next} after ${planAfter.computed} dates, expected ${dateOf(next)} after ${plan.computed + done.length}`;
        }
        const problem =
          plan === undefined || audit?.action === 'cancel_backfill' || coverage === undefined
            ? undefined
            : problemAtEnd(plan, coverage);
        if (planAfter?.id !== plan?.id) computed = new Set();
        return problem;
      },
    };
  };
