/** Faults of the schedule document: profiles, blackouts, calendars, cron times and what goes with them. */
import type { PlantedFault } from '../planted-fault.ts';

const coverage = 'src/core/schedule/timeline/coverage.ts';
const ruleInForce = 'src/core/schedule/timeline/rule-in-force.ts';
const plannedSlots = 'src/core/schedule/timeline/planned-slots.ts';
const segments = 'src/core/schedule/timeline/segments.ts';
const cronRule = 'src/core/schedule/cron/cron-rule.ts';
const importsOfCron = 'import { fromLocal, localDayOf }';
const moreImportsOfCron = 'import { fromLocal, localDayOf, toLocal, whenClocksShow }';

const beyondSimulation = 'no clocks change in the days that it simulates';
const profiles = 'test/core/schedule/profiles.test.ts';
const promises = 'test/core/schedule/timeline-promises.test.ts';
const clocks = 'test/core/schedule/changes-of-the-clocks.test.ts';
const decideSchedule = 'test/core/job/decide-schedule.test.ts';

export const documentFaults: readonly PlantedFault[] = [
  {
    name: 'last-profile-in-force',
    defect: 'Of several profiles that fit, the last one is in force.',
    test: profiles,
    patches: [
      [
        ruleInForce,
        'const fitting = spans.filter(covers).map(({ covering }) => covering.profile);',
        'const fitting = spans.filter(covers).map(({ covering }) => covering.profile).toReversed();',
      ],
    ],
  },
  {
    name: 'slot-lost-in-a-blackout',
    defect: 'A slot that falls into a blackout or a paused profile is left out instead of moved.',
    test: promises,
    patches: [
      [
        plannedSlots,
        'if (found !== undefined)\n        pending = {',
        'if (found !== undefined && found.count === 0)\n        pending = {',
      ],
    ],
  },
  {
    name: 'least-gap-ignored',
    defect: 'The next slot comes within the least gap after a run.',
    test: promises,
    patches: [[segments, 'lastEnd === undefined || plan.leastGap === undefined', 'true']],
  },
  {
    name: 'catch-up-off-ignored',
    defect: 'A slot that was missed is caught up on although catch-up is off.',
    test: decideSchedule,
    patches: [
      [
        'src/core/job/serve-due.ts',
        'if (plan.catchUp === false && elapsed(latest, now) > lateTick)',
        'if (plan.catchUp === false && elapsed(latest, now) > Infinity)',
      ],
    ],
  },
  {
    name: 'repeated-hour-counts-twice',
    defect: 'A cron time in an hour that the clocks repeat counts twice.',
    test: clocks,
    beyondSimulation,
    patches: [
      [cronRule, importsOfCron, moreImportsOfCron],
      [
        cronRule,
        'const instants = new Set(times.map((time) => fromLocal(local + time * minuteMs, zone)));',
        'const instants = new Set(times.flatMap((time) => [fromLocal(local + time * minuteMs, zone), ...whenClocksShow({ from: local + time * minuteMs, to: local + (time + 1) * minuteMs }, zone).map(({ from: at }) => epochMs(at))]).toSorted((one, other) => one - other));',
      ],
    ],
  },
  {
    name: 'skipped-hour-lost',
    defect: 'A cron time that the clocks skip is left out.',
    test: clocks,
    beyondSimulation,
    patches: [
      [cronRule, importsOfCron, moreImportsOfCron],
      [
        cronRule,
        'const instants = new Set(times.map((time) => fromLocal(local + time * minuteMs, zone)));',
        'const instants = new Set(times.map((time) => fromLocal(local + time * minuteMs, zone)).filter((at, index) => toLocal(at, zone) === local + (times[index] ?? 0) * minuteMs));',
      ],
    ],
  },
  {
    name: 'night-belongs-to-the-next-day',
    defect: 'A window that crosses midnight belongs to the day on which it ends.',
    test: profiles,
    patches: [
      [
        segments,
        'covering.fits(day)\n',
        'covering.fits(covering.localSpan(day).to > (day + 1) * dayMs ? day + 1 : day)\n',
      ],
    ],
  },
  {
    name: 'kind-of-a-holiday-ignored',
    defect: 'A profile for one kind of holidays applies on all of them.',
    test: profiles,
    patches: [
      [
        coverage,
        '({ kind }) => kinds === undefined || (kind !== undefined && kinds.includes(kind)),',
        '({ kind }) => kinds === undefined || kind !== undefined,',
      ],
    ],
  },
  {
    name: 'adapted-interval-ignored',
    defect: 'The interval that was adapted is shown, but the hours of the rule decide.',
    test: decideSchedule,
    patches: [
      [
        'src/core/job/decide.ts',
        'const history = scheduleHistory(config, state, now);\n  const plan = adaptedPlan(config, state.adapted);',
        'const history = scheduleHistory(config, state, now);\n  const plan = adaptedPlan(config, undefined);',
      ],
    ],
  },
  {
    name: 'slots-after-a-pause-dropped',
    defect: 'What came after the end of a pause is dropped by the tick that resumes the schedule late.',
    test: 'test/operations/tick.test.ts',
    beyondSimulation: 'there a pause that ended unseen puts off the slots, and nothing says that they came',
    patches: [
      [
        'src/operations/tick.ts',
        'resumeSchedule(config, config.pause?.until ?? now, world.settings)',
        'resumeSchedule(config, now, world.settings)',
      ],
    ],
  },
];
