/** Defects in what the scheduler makes of late input. */
import type { PlantedFault } from '../planted-fault.ts';

const lateInput = 'src/core/coverage/late-input.ts';
const quietDates = 'src/core/coverage/quiet-dates.ts';
const recordTold = 'src/core/coverage/record-told.ts';
const askInput = 'src/core/coverage/ask-input.ts';
const lateTest = 'test/core/coverage/late-input.test.ts';

export const lateFaults: readonly PlantedFault[] = [
  {
    name: 'late-forgotten-by-an-earlier-run',
    defect: 'A run makes the scheduler forget dates that it was told of after the run had begun.',
    test: lateTest,
    patches: [[lateInput, 'date <= akhir && toldAt < at;', 'date <= akhir && toldAt < at + 31_536_000_000;']],
  },
  {
    name: 'late-while-it-is-computed',
    defect: 'Of a date that a run is computing for the first time, late input is not noted.',
    test: lateTest,
    patches: [[recordTold, '    isComputing(date) ||\n', '']],
  },
  {
    name: 'late-before-coverage',
    defect: 'Of dates before the beginning of coverage, late input is not noted.',
    test: lateTest,
    patches: [[recordTold, '    date < coverage.since ||\n', '']],
  },
  {
    name: 'late-not-quiet',
    defect: 'A date with late input is computed at once, although more of it is arriving.',
    test: lateTest,
    patches: [
      [
        quietDates,
        'elapsed(toldAt, now) >= settings.quiet && !isOpen',
        'elapsed(toldAt, now) >= 0 && !isOpen',
      ],
    ],
  },
  {
    name: 'late-told-again-counts-for-nothing',
    defect: 'The quiet time counts from the first news of a date, however much follows.',
    test: lateTest,
    patches: [
      [recordTold, '[later(toldBefore, later(at, ofRun)),', '[toldBefore < at ? toldBefore : ofRun,'],
    ],
  },
  {
    name: 'late-in-a-closed-period',
    defect: 'Backfill computes a date with late input although its period is closed.',
    test: lateTest,
    patches: [
      [
        'src/core/coverage/missing-dates.ts',
        'return openDates(quietRanges(late, daysBackFrom(nextSlot ?? now, rule), pending, now), closing, now);',
        'return openDates(quietRanges(late, daysBackFrom(nextSlot ?? now, rule), pending, now), closing && undefined, now);',
      ],
    ],
  },
  {
    name: 'late-never-forgotten',
    defect: 'A date with late input is computed again and again.',
    test: lateTest,
    patches: [[lateInput, 'date <= akhir && toldAt < at;', 'date <= akhir && toldAt < at - 31_536_000_000;']],
  },
  {
    name: 'late-news-replace-the-known',
    defect: 'News of one date make the scheduler forget what it knew of the others.',
    test: lateTest,
    patches: [
      [
        recordTold,
        'const after = new Map(Object.entries(before.dates));',
        'const after = new Map(Object.entries(noted.length > 0 ? {} : before.dates));',
      ],
    ],
  },
  {
    name: 'question-does-not-reach-back',
    defect:
      'A question begins at the last one: what was committed meanwhile, and bears an earlier time, is never told.',
    test: lateTest,
    patches: [
      [
        askInput,
        'return minus(earlier(askedAt, now), reachOf(settings));',
        'return minus(earlier(askedAt, now), milliseconds(0 * reachOf(settings)));',
      ],
    ],
  },
  {
    name: 'late-before-the-next-question',
    defect:
      'A date is computed although the database has not been asked since, and the next question tells the same again.',
    test: 'test/core/coverage/quiet-dates.test.ts',
    patches: [
      [quietDates, 'return askedAt < plus(toldAt,', 'return askedAt < plus(milliseconds(0 * toldAt),'],
    ],
  },
  {
    name: 'answer-overtaken',
    defect: 'The answer that a process was kept from writing for long is written behind a later one.',
    test: 'test/operations/ask-for-input.test.ts',
    patches: [
      [askInput, 'askedAt < late.askedAt && late', 'askedAt < late.askedAt - 31_536_000_000 && late'],
    ],
  },
  {
    name: 'failed-question-counts',
    defect: 'After a question that failed, the next one does not ask about the time before it.',
    test: lateTest,
    patches: [
      [
        askInput,
        'const late = { ...before, problem: { message: heard.message, since: problem?.since ?? at } };',
        'const late = { ...before, askedAt: before.askedAt && askedAt, problem: { message: heard.message, since: problem?.since ?? at } };',
      ],
    ],
  },
  {
    name: 'answer-not-written',
    defect:
      'The answer to a question is taken for written although another process wrote first, and is not asked for again.',
    test: 'test/operations/ask-for-input.test.ts',
    patches: [
      [
        'src/operations/coverage/ask-for-input.ts',
        "if (result.kind === 'conflict') return false;",
        "if (result.kind === 'conflict') {\n    const fresh = await world.store.read();\n    if (fresh.kind === 'ready')\n      await commit(world, fresh, { state: { ...fresh.state, late: { dates: {}, ...fresh.state.late, askedAt: answer.question.askedAt } } });\n    return true;\n  }",
      ],
    ],
  },
  {
    name: 'telling-lost-with-its-write',
    defect:
      'Whoever tells of late input is answered although another process wrote first, and nothing was written.',
    patches: [
      [
        'src/operations/change-state.ts',
        "if (committed.kind === 'committed') return result;",
        "if (committed.kind === 'committed' || change.audit?.action === 'tell_pending') return result;",
      ],
    ],
  },
];
