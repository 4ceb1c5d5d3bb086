/** Defects in the ledger of computed dates, in backfill, and in closed periods. */
import type { PlantedFault } from '../planted-fault.ts';

const covered = 'src/core/coverage/covered-days.ts';
const ledger = 'src/core/coverage/ledger.ts';
const missing = 'src/core/coverage/missing-dates.ts';
const decide = 'src/core/coverage/decide-backfill.ts';
const backfill = 'src/core/coverage/backfill.ts';
const finish = 'src/operations/attempt/finish-attempt.ts';
const serve = 'src/operations/serve-slot.ts';
const jobState = 'src/core/job/job-state.ts';
const ledgerTest = 'test/core/coverage/ledger.test.ts';
const backfillTest = 'test/core/coverage/backfill.test.ts';

export const coverageFaults: readonly PlantedFault[] = [
  {
    name: 'settled-a-day-early',
    defect: 'A date counts as settled although it was computed before its end.',
    test: ledgerTest,
    patches: [
      [
        covered,
        'addDays(epochMsToLocalDate(minus(at, hours(settlesAfterHours)), zone), -1);',
        'addDays(epochMsToLocalDate(minus(at, hours(settlesAfterHours)), zone), 0);',
      ],
    ],
  },
  {
    name: 'settled-without-the-hours',
    defect: 'A date counts as settled from midnight on, whatever hours are set for late input.',
    test: ledgerTest,
    patches: [
      [
        covered,
        'addDays(epochMsToLocalDate(minus(at, hours(settlesAfterHours)), zone), -1);',
        'addDays(epochMsToLocalDate(minus(at, hours(settlesAfterHours * 0)), zone), -1);',
      ],
    ],
  },
  {
    name: 'ledger-not-written',
    defect: 'The end of a run does not write the ledger with it.',
    test: 'test/local/backup/renew-coverage.test.ts',
    patches: [
      [
        finish,
        'const ledger = await ledgerAfter(world, run);',
        'const ledger = (await ledgerAfter(world, run), undefined);',
      ],
    ],
  },
  {
    name: 'month-not-merged',
    defect: 'A run replaces all that the row of a month knows of other dates.',
    test: ledgerTest,
    patches: [
      [
        ledger,
        'const before = known.find((each) => each.month === month)?.computed ?? [];',
        'const before = known.find((each) => each.month === month && month === "")?.computed ?? [];',
      ],
    ],
  },
  {
    name: 'start-of-the-first-attempt',
    defect: 'The ledger has the start of the first attempt of a run, not of the one that succeeded.',
    patches: [[ledger, 'attempts.at(-1)?.startedAt;', 'attempts.at(0)?.startedAt;']],
  },
  {
    name: 'earlier-date-stays-settled',
    defect: 'A date that was settled stays so when a run computes it again too early.',
    test: ledgerTest,
    patches: [
      [
        covered,
        'union(without(covered.settled, [{ awal, akhir }]), settledNow)',
        'union(covered.settled, settledNow)',
      ],
    ],
  },
  {
    name: 'failed-run-computes',
    defect: 'A run that failed counts as having computed its dates.',
    test: ledgerTest,
    patches: [
      [
        ledger,
        "if (!isFinished(run) || run.state.outcome !== 'succeeded') return undefined;",
        'if (!isFinished(run)) return undefined;',
      ],
    ],
  },
  {
    name: 'gap-in-the-range-of-the-next-run',
    defect: 'Backfill computes dates that the next run is going to compute.',
    test: backfillTest,
    patches: [
      [
        missing,
        'const first = daysBackFrom(nextSlot ?? now, rule);',
        'const first = addDays(daysBackFrom(nextSlot ?? now, rule), 1);',
      ],
    ],
  },
  {
    name: 'last-gap-left-out',
    defect: 'The latest date that the schedule has moved past is never filled in.',
    test: backfillTest,
    patches: [
      [
        missing,
        'const first = daysBackFrom(nextSlot ?? now, rule);',
        'const first = addDays(daysBackFrom(nextSlot ?? now, rule), -1);',
      ],
    ],
  },
  {
    name: 'chunk-too-long',
    defect: 'A chunk has one date more than it may.',
    test: backfillTest,
    patches: [[decide, 'const last = addDays(awal, most - 1);', 'const last = addDays(awal, most);']],
  },
  {
    name: 'backfill-while-paused',
    defect: 'Gaps are filled although the schedule is paused.',
    test: backfillTest,
    patches: [
      [
        backfill,
        "return pause === undefined ? undefined : 'schedule_paused';",
        "return pause === undefined || failures < 3 ? undefined : 'schedule_paused';",
      ],
    ],
  },
  {
    name: 'backfill-in-a-blackout',
    defect: 'A chunk begins in a blackout or a paused profile.',
    test: backfillTest,
    patches: [[decide, 'if (blockedBy !== undefined)', 'if (blockedBy !== undefined && from === undefined)']],
  },
  {
    name: 'backfill-moves-the-interval',
    defect: 'The interval of the schedule counts from the end of a chunk.',
    test: backfillTest,
    patches: [
      [jobState, '    lastBackfill: run,\n', '    lastBackfill: run,\n    lastEnd: run.state.endedAt,\n'],
    ],
  },
  {
    name: 'slots-skipped-for-a-chunk',
    defect: 'Fixed slots that come during a chunk are skipped instead of being served after it.',
    patches: [
      [
        'src/core/job/decide.ts',
        "if (run === undefined || run.trigger === 'backfill') continue;",
        'if (run === undefined) continue;',
      ],
    ],
  },
  {
    name: 'chunk-retried',
    defect:
      'A chunk that fails is repeated at once as a run of the schedule is, and slots wait for all its attempts.',
    patches: [
      [
        'src/core/run/settle.ts',
        "run.trigger === 'backfill'\n          ? ({ kind: 'give_up' } as const)",
        "run.trigger === 'backfill' && now < 0\n          ? ({ kind: 'give_up' } as const)",
      ],
    ],
  },
  {
    name: 'no-wait-after-a-failed-chunk',
    defect: 'A chunk that failed is tried again with the next tick.',
    test: backfillTest,
    patches: [
      [
        decide,
        'return plus(earlier(endedAt, now), delay);',
        'return delay < 0 ? plus(earlier(endedAt, now), delay) : now;',
      ],
    ],
  },
  {
    name: 'never-stops',
    defect: 'Backfill goes on however many chunks fail in a row.',
    test: backfillTest,
    patches: [[backfill, 'failures >= mostFailures;', 'failures >= mostFailures * 1_000;']],
  },
  {
    name: 'cancelled-chunk-begins-again',
    defect: 'A chunk that somebody has cancelled begins again at once.',
    test: backfillTest,
    patches: [
      [
        backfill,
        "    case 'cancelled':\n      // Whoever cancels it does not want it again at once.\n",
        "    case 'cancelled':\n      if (endedAt > 0) return { ...rest, failures };\n",
      ],
    ],
  },
  {
    name: 'chunk-of-another-plan',
    defect: 'A chunk that began under one plan counts for the next one.',
    test: backfillTest,
    patches: [
      [
        backfill,
        'if (plan === undefined || plan.chunk !== id) return {};',
        'if (plan === undefined || id === "") return {};',
      ],
    ],
  },
  {
    name: 'closed-in-a-later-attempt',
    defect: 'An attempt begins although its dates have been closed again since the one before.',
    test: 'test/operations/closed-periods.test.ts',
    patches: [
      [
        serve,
        'if (range === undefined || (active !== undefined && range.awal !== run.range.awal))',
        'if (range === undefined && active === undefined)',
      ],
    ],
  },
  {
    name: 'closed-dates-in-the-range',
    defect: 'The range of a scheduled run has dates of a closed period.',
    test: 'test/operations/closed-periods.test.ts',
    patches: [
      [
        serve,
        'await runProcedure(world, log, snapshot, { ...run, range });',
        'await runProcedure(world, log, snapshot, { ...run, range: range.awal > range.akhir ? range : run.range });',
      ],
    ],
  },
  {
    name: 'closed-dates-are-missing',
    defect: 'Backfill computes dates of a closed period.',
    test: backfillTest,
    patches: [
      [
        'src/core/coverage/closing.ts',
        'return closed === undefined ? ranges :',
        'return closed === undefined || closed > "" ? ranges :',
      ],
    ],
  },
];
