/** Every promise that is checked after each step. docs/specification.md names them by their claims. */
import { AttemptLedger, callsAreAttempts, endsAreTrue, limitIsGranted } from './attempts.ts';
import { backfillGivesUp, backfillYields, oldestMissingDates } from './backfill.ts';
import type { Check } from './check.ts';
import { cancelsStand, commandsOnce, coolDownKept } from './commands.ts';
import { foreignRunsAreForeign, neverTwoAtOnce, nothingBeginsBeside } from './exclusion.ts';
import { DayBook } from './day-book.ts';
import { finishedFinal, idsInOrder, movesAlongDiagram, oneActive, rangeKept } from './history.ts';
import { adaptedAsMeasured, noChangeIsLost, restsWhereNoneIsPermitted } from './documents.ts';
import { epochGrows, leaseOfOpenAttempt, writtenByItsHolder } from './holding.ts';
import {
  arrivesOnce,
  endIsPinged,
  leftAlone,
  outboxClaim,
  quietAtNight,
  ticksDoNotWait,
  toldOncePerState,
} from './notices.ts';
import { changesDelay, notTooOften, pausedRests } from './pauses.ts';
import { failuresAreTold } from './failures-told.ts';
import {
  mutedIsQuiet,
  mutesEnd,
  refusalsStand,
  testsAreSentOnce,
  testsSwitchOn,
} from './operators-of-notices.ts';
import { dueBegins } from './liveness.ts';
import { daysClaim, lateClaim, recoveryClaim } from './recovery.ts';
import { ledgerIsTrue } from './ledger.ts';
import { LateBook } from './late-book.ts';
import { lateIsComputedOnce, lateIsNotChased, lateIsRemembered, tellingsAreWritten } from './late-input.ts';
import { closedIsKept, plansAreKept } from './plans.ts';
import { delayedAsConfigured, lastSuccessKept, notGivenUpEarly, repeatedWhenDue } from './repetition.ts';
import { requestsAreHeeded, stopsAreAsked, successesAreNotHidden } from './requests.ts';
import { cancelledEnds, firstRequestStands, requestsDecide, retriesAreAllowed } from './retries.ts';
import { SlotBook } from './slot-book.ts';
import {
  catchUpIsKept,
  skipsAreDuringRuns,
  slotsDuringRunsAreSkipped,
  slotsInTime,
  slotsOnce,
} from './slots.ts';
import { auditWhole, countersAddUp } from './sums.ts';
import { lostOnlyWhenDisturbed, shutdownStops, stopsAtTheLimit } from './undisturbed.ts';

export function allChecks(days = new DayBook(), late = new LateBook()): readonly Check[] {
  const ledger = new AttemptLedger();
  const book = new SlotBook();
  return [
    neverTwoAtOnce,
    nothingBeginsBeside,
    foreignRunsAreForeign,
    callsAreAttempts(ledger),
    endsAreTrue(ledger),
    limitIsGranted(ledger),
    oneActive,
    rangeKept,
    finishedFinal,
    movesAlongDiagram,
    idsInOrder,
    epochGrows,
    leaseOfOpenAttempt,
    writtenByItsHolder,
    countersAddUp,
    auditWhole,
    retriesAreAllowed,
    cancelledEnds,
    firstRequestStands,
    requestsDecide,
    slotsOnce(book),
    slotsInTime,
    skipsAreDuringRuns(book),
    slotsDuringRunsAreSkipped(book),
    catchUpIsKept,
    restsWhereNoneIsPermitted(book),
    adaptedAsMeasured(book),
    noChangeIsLost,
    pausedRests,
    changesDelay,
    notTooOften,
    lostOnlyWhenDisturbed,
    stopsAtTheLimit,
    shutdownStops,
    requestsAreHeeded,
    stopsAreAsked(ledger),
    successesAreNotHidden(ledger),
    commandsOnce,
    cancelsStand,
    coolDownKept,
    dueBegins,
    repeatedWhenDue,
    delayedAsConfigured,
    notGivenUpEarly,
    lastSuccessKept,
    arrivesOnce,
    toldOncePerState,
    failuresAreTold,
    quietAtNight,
    leftAlone,
    ticksDoNotWait,
    endIsPinged,
    mutedIsQuiet,
    mutesEnd,
    testsAreSentOnce,
    testsSwitchOn,
    refusalsStand,
    ledgerIsTrue(days),
    lateIsRemembered(days, late),
    tellingsAreWritten,
    lateIsNotChased(days, late),
    lateIsComputedOnce(days, late),
    oldestMissingDates(days, book, late),
    backfillYields(book),
    backfillGivesUp,
    closedIsKept,
    plansAreKept(days),
  ].map((make) => make());
}

/** Those of the steps, and those of the recovery at the end. */
export const allClaims = (): readonly string[] => [
  ...allChecks().map(({ claim }) => claim),
  recoveryClaim,
  daysClaim,
  lateClaim,
  outboxClaim,
];
