/** Every promise that is checked after each step. */
import { AttemptLedger, callsAreAttempts, endsAreTrue } from './attempts.ts';
import type { Check } from './check.ts';
import { foreignRunsAreForeign, neverTwoAtOnce, nothingBeginsBeside } from './exclusion.ts';
import {
  auditWhole,
  countersAddUp,
  epochGrows,
  finishedFinal,
  oneActive,
  rangeKept,
  retriesAreAllowed,
} from './history.ts';
import { notTooOften, pausedRests, slotsInTime, slotsOnce } from './slots.ts';

export function allChecks(): readonly Check[] {
  const ledger = new AttemptLedger();
  return [
    neverTwoAtOnce,
    nothingBeginsBeside,
    foreignRunsAreForeign,
    callsAreAttempts(ledger),
    endsAreTrue(ledger),
    oneActive,
    rangeKept,
    finishedFinal,
    countersAddUp,
    epochGrows,
    retriesAreAllowed,
    auditWhole,
    slotsOnce,
    slotsInTime,
    notTooOften,
    pausedRests,
  ].map((make) => make());
}
