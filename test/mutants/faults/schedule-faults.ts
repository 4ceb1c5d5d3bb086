/** Faults of the schedule: which slots are due, which were missed, and what a pause and a clock that goes back do. */
import type { PlantedFault } from '../planted-fault.ts';

const decide = 'src/core/job/decide.ts';
const interval = 'src/core/schedule/interval.ts';
const jobConfig = 'src/core/job/job-config.ts';
const jobState = 'src/core/job/job-state.ts';
const clockWentBack = 'src/core/job/clock-went-back.ts';
const serveSlot = 'src/operations/serve-slot.ts';

export const scheduleFaults: readonly PlantedFault[] = [
  {
    name: 'slot-counted-twice',
    defect: 'A run that ends sets the last slot back, so that slots skipped meanwhile are served again.',
    test: 'test/core/job/job-state.test.ts',
    patches: [[jobState, 'return later(before.lastSlot ?? run.slot, run.slot);', 'return run.slot;']],
  },
  {
    name: 'skip-not-recorded',
    defect: 'Slots that passed during a run are left out without a recorded skip.',
    test: 'test/operations/tick.test.ts',
    patches: [
      [
        serveSlot,
        '{ state: recordRun(snapshot.state, run), run });',
        '{ state: { ...snapshot.state, lastSlot: due.latest } });',
      ],
    ],
  },
  {
    name: 'skip-missing-in-the-history',
    defect: 'A skip is counted, but its row is not written.',
    test: 'test/operations/tick.test.ts',
    patches: [
      [
        serveSlot,
        '{ state: recordRun(snapshot.state, run), run });',
        '{ state: recordRun(snapshot.state, run) });',
      ],
    ],
  },
  {
    name: 'missed-slots-forgotten',
    defect: 'A catch-up run does not know how many slots it stands for.',
    test: 'test/operations/tick.test.ts',
    patches: [
      [serveSlot, 'missedSlots: due.missed,\n    createdAt: now,', 'missedSlots: 0,\n    createdAt: now,'],
    ],
  },
  {
    name: 'missed-slots-one-too-many',
    defect: 'A slot that is served at its time counts as missed as well.',
    test: 'test/core/schedule/schedule.test.ts',
    patches: [
      [
        interval,
        'const missed = Math.floor((upTo - first) / interval);',
        'const missed = Math.floor((upTo - first) / interval + 1);',
      ],
    ],
  },
  {
    name: 'catch-up-with-the-first-range',
    defect: 'A catch-up run takes the range of the first missed slot instead of the latest.',
    test: 'test/operations/tick.test.ts',
    patches: [
      [serveSlot, 'range: rangeOfSlot(due.latest, config),', 'range: rangeOfSlot(due.first, config),'],
    ],
  },
  {
    name: 'catch-up-for-the-first-slot',
    defect: 'A catch-up run is recorded for the first missed slot instead of the latest.',
    test: 'test/operations/tick.test.ts',
    patches: [[serveSlot, 'slot: due.latest,', 'slot: due.first,']],
  },
  {
    name: 'passed-slots-become-runs',
    defect: 'Slots that pass during a run are not skipped, but caught up on.',
    test: 'test/core/job/decide-during-run.test.ts',
    patches: [
      [
        decide,
        'if (due === undefined || due.first <= run.createdAt) continue;',
        'if (due === undefined || due.first <= run.createdAt || run.slot <= now) continue;',
      ],
    ],
  },
  {
    name: 'slot-into-the-pause',
    defect: 'A slot is served although the schedule is paused.',
    test: 'test/core/job/decide.test.ts',
    patches: [
      [
        decide,
        'function decideSlot(config: JobConfig, state: JobState, now: EpochMs): Decision {\n  if (config.pause !== undefined) {',
        'function decideSlot(config: JobConfig, state: JobState, now: EpochMs): Decision {\n  if (config.pause !== undefined && config.pause.since > now) {',
      ],
    ],
  },
  {
    name: 'pause-without-end',
    defect: 'A pause that was given an end does not end.',
    test: 'test/core/job/decide.test.ts',
    patches: [
      [
        decide,
        'if (until !== undefined && until <= now)',
        'if (until !== undefined && until <= (config.pause?.since ?? now))',
      ],
    ],
  },
  {
    name: 'resumed-without-delay',
    defect: 'A slot is due at once when the schedule is resumed.',
    test: 'test/core/job/job-config.test.ts',
    patches: [
      [
        jobConfig,
        'return { ...rest, notBefore: earliestSlotAfterChange(rest, at, settings) };',
        'return { ...rest, notBefore: at };',
      ],
    ],
  },
  {
    name: 'resumed-as-if-not-changed',
    defect: 'Once a pause has ended, the change of the schedule since then no longer puts off the next slot.',
    test: 'test/core/job/job-config.test.ts',
    patches: [
      [
        jobConfig,
        'return { ...rest, notBefore: earliestSlotAfterChange(rest, at, settings) };',
        'return { ...rest, notBefore: plus(at, settings.startDelay) };',
      ],
    ],
  },
  {
    name: 'changed-without-delay',
    defect: 'A slot is due at once when the interval is changed.',
    test: 'test/core/job/job-config.test.ts',
    patches: [
      [
        jobConfig,
        'later(config.notBefore, plus(now, settings.startDelay));',
        'later(config.notBefore, now);',
      ],
    ],
  },
  {
    name: 'first-slot-without-delay',
    defect: 'The first slot of all does not wait for the start delay.',
    test: 'test/core/job/job-config.test.ts',
    patches: [
      [
        jobConfig,
        'const notBefore = plus(now, settings.startDelay);\n  return {\n    schedule: {',
        'const notBefore = now;\n  return {\n    schedule: {',
      ],
    ],
  },
  {
    name: 'clock-back-repeats-a-slot',
    defect: 'When the clock goes back, fixed slots that were served are served again.',
    test: 'test/core/job/clock-went-back.test.ts',
    beyondSimulation: 'it permits one more slot each time a clock is set, since an instant may come twice',
    patches: [
      [
        jobState,
        'lastSlot: lastSlot && earlier(lastSlot, now),',
        'lastSlot: lastSlot && lastSlot <= now ? lastSlot : undefined,',
      ],
      [
        clockWentBack,
        'lastSlot: past(lastSlot),',
        'lastSlot: lastSlot && lastSlot <= now ? lastSlot : undefined,',
      ],
    ],
  },
  {
    name: 'clock-back-starts-at-once',
    defect: 'When the clock goes back, a run starts at once instead of an interval later.',
    test: 'test/core/job/decide.test.ts',
    patches: [
      [
        jobState,
        'lastEnd: lastEnd && earlier(lastEnd, now),',
        'lastEnd: lastEnd && lastEnd <= now ? lastEnd : undefined,',
      ],
      [clockWentBack, 'lastEnd: past(lastEnd),', 'lastEnd: lastEnd && lastEnd <= now ? lastEnd : undefined,'],
    ],
  },
  {
    name: 'clock-back-stops-the-schedule',
    defect: 'When the clock goes back, nothing is due until it has caught up.',
    test: 'test/core/job/clock-went-back.test.ts',
    patches: [
      [
        clockWentBack,
        'if (!isNew && !isAhead(latestBinding(rows, now, settings), now)) return undefined;',
        'if (!isNew || now > 0) return undefined;',
      ],
    ],
  },
  {
    name: 'interval-from-the-future-end',
    defect: 'An interval counts from an end in the future that a clock ahead has recorded.',
    test: 'test/core/job/clock-went-back.test.ts',
    patches: [
      [jobState, 'lastEnd: lastEnd && earlier(lastEnd, now),', 'lastEnd,'],
      [clockWentBack, 'lastEnd: past(lastEnd),', 'lastEnd,'],
    ],
  },
  {
    name: 'id-before-the-last-run',
    defect: 'When the clock goes back, the id of a run sorts before that of the run before.',
    test: 'test/operations/clock-went-back.test.ts',
    patches: [
      [
        serveSlot,
        'id: world.idGenerator.newId(now, latestRunId(state)),',
        'id: world.idGenerator.newId(now, latestRunId({ statistics: state.statistics })),',
      ],
    ],
  },
  {
    name: 'overdue-slot-skipped',
    defect: 'A slot that was overdue before a run was requested is recorded as skipped for that run.',
    test: 'test/core/job/decide-during-run.test.ts',
    patches: [
      [
        decide,
        'if (due === undefined || due.first <= run.createdAt) continue;',
        'if (due === undefined) continue;',
      ],
    ],
  },
  {
    name: 'slot-of-the-active-run-not-noted',
    defect: 'A run that begins does not note which slot it serves.',
    test: 'test/core/job/job-state.test.ts',
    beyondSimulation:
      'the end of the run notes the slot as well: slots that pass meanwhile are skipped then, and none is lost or served twice',
    patches: [[jobState, '{ ...after, ...omitUndefined({ lastSlot: latestSlot(before, run) }) }', 'after']],
  },
  {
    name: 'interval-from-a-run-that-never-began',
    defect: 'The interval counts from the end of a run that was cancelled before its first attempt.',
    test: 'test/core/job/job-state.test.ts',
    patches: [[jobState, '...(movesInterval(run) ? { lastEnd: endedAt } : {}),', 'lastEnd: endedAt,']],
  },
  {
    name: 'interval-forgotten-when-put-right',
    defect: 'When the clock is put right, the end from which the interval counts is forgotten.',
    test: 'test/core/job/clock-went-back.test.ts',
    patches: [[clockWentBack, 'lastEnd: past(lastEnd),', 'lastEnd: undefined,']],
  },
  {
    name: 'finished-run-stays-active',
    defect: 'A run that has finished stays the active one.',
    test: 'test/core/job/job-state.test.ts',
    patches: [
      [
        jobState,
        '...(active === undefined || active.id === run.id ? {} : { active }),',
        '...(active === undefined || run.attempts.length > 0 ? {} : { active }),',
      ],
    ],
  },
];
