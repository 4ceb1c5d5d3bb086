/** Faults in what decisions, runs and commands make of a schedule document. */
import type { PlantedFault } from '../planted-fault.ts';

const adaptive = 'src/core/schedule/adaptive.ts';
const decide = 'src/core/job/decide.ts';
const inForce = 'src/core/schedule/timeline/rule-in-force.ts';
const planned = 'src/core/schedule/timeline/planned-slots.ts';
const serveDue = 'src/core/job/serve-due.ts';
const setSchedule = 'src/operations/commands/set-schedule.ts';
const serveSlot = 'src/operations/serve-slot.ts';

export const documentDecisionFaults: readonly PlantedFault[] = [
  {
    name: 'blackout-without-effect',
    defect: 'Slots come in a blackout.',
    test: 'test/core/schedule/timeline.test.ts',
    patches: [
      [inForce, 'const blackout = blackouts.find(covers);', 'const blackout = blackouts.find(() => false);'],
    ],
  },
  {
    name: 'retry-in-a-blackout',
    defect: 'The next attempt of a scheduled run begins in a blackout.',
    test: 'test/core/job/decide-schedule.test.ts',
    patches: [
      [
        decide,
        'const permission = byItself ? permittedFrom(config, later(planned, now)) : undefined;',
        'const permission = byItself && planned > now ? permittedFrom(config, planned) : undefined;',
      ],
    ],
  },
  {
    name: 'start-in-a-blackout',
    defect: 'A slot that is served late begins its run in a blackout.',
    test: 'test/core/job/decide-schedule.test.ts',
    patches: [
      [
        serveDue,
        "return blockedBy === undefined ? { kind: 'start' }",
        "return blockedBy === undefined || latest < now ? { kind: 'start' }",
      ],
    ],
  },
  {
    name: 'interval-from-the-run-before-the-skip',
    defect: 'With catch-up off, the interval counts from the run before the slot that was left out.',
    test: 'test/core/job/decide-schedule.test.ts',
    patches: [
      [
        planned,
        'return lastEnd === undefined ? lastSlot : later(lastEnd, lastSlot);',
        'return lastEnd ?? lastSlot;',
      ],
    ],
  },
  {
    name: 'hysteresis-ignored',
    defect: 'The adaptive interval follows every small change.',
    test: 'test/core/schedule/adaptive.test.ts',
    patches: [[adaptive, 'adaptive.hysteresis * inForce)', '0)']],
  },
  {
    name: 'outdated-change-accepted',
    defect: 'A change of the schedule that is based on an outdated revision replaces the latest.',
    test: 'test/operations/schedule-commands.test.ts',
    patches: [
      [setSchedule, 'given === undefined || given === revision', 'given === undefined || given <= revision'],
    ],
  },
  {
    name: 'range-of-the-first-zone',
    defect: 'The range of a run is that of the time zone of the settings.',
    patches: [
      [
        serveSlot,
        'range: rangeOfSlot(due.latest, config),',
        'range: rangeOfSlot(due.latest, { ...config, timeZone: world.settings.timeZone }),',
      ],
    ],
  },
  {
    name: 'grid-begins-at-its-anchor',
    defect: 'A fixed rate has no slots before an anchor that lies ahead.',
    test: 'test/core/schedule/schedule.test.ts',
    patches: [
      [
        'src/core/schedule/interval.ts',
        'Math.ceil((from - schedule.anchor) / interval) * interval',
        'Math.max(0, Math.ceil((from - schedule.anchor) / interval)) * interval',
      ],
    ],
  },
];
