/** Faults of "why?": what was the case then, and what became of a slot. */
import type { PlantedFault } from '../planted-fault.ts';

const beyondSimulation = 'nobody asks it why: that is for the simulated year';
const changedSince = 'test/core/why/changed-since.test.ts';
const explain = 'test/core/why/explain.test.ts';

export const whyFaults: readonly PlantedFault[] = [
  {
    name: 'why-by-the-schedule-of-today',
    defect: 'Why goes by the document of today, not by the one that the audit has of then.',
    test: changedSince,
    beyondSimulation,
    patches: [
      [
        'src/core/why/audited-change.ts',
        'undo: (config) => withDocument(config, jsonOf(before)) };',
        'undo: (config) => withDocument(config, jsonOf(before)) && config };',
      ],
    ],
  },
  {
    name: 'why-misses-a-silence',
    defect: 'Why says that nothing was planned where no tick came at all.',
    test: explain,
    beyondSimulation,
    patches: [
      [
        'src/core/why/explain-past.ts',
        "if (ticks.kind === 'none' && at >= ticks.gap.silentFrom) return { code: 'down' };",
        "if (ticks.kind === 'unknown') return { code: 'down' };",
      ],
    ],
  },
  {
    name: 'why-misses-a-pause',
    defect: 'Why knows of a pause only while it lasts.',
    test: explain,
    beyondSimulation,
    patches: [
      [
        'src/core/why/config-then.ts',
        'const pause = last === undefined ? (next === undefined ? today.pause : next.before) : last.after;',
        'const { pause } = today;',
      ],
    ],
  },
  {
    name: 'why-names-the-wrong-run',
    defect: 'Why says that the next scheduled run served a slot for which somebody had requested one.',
    test: changedSince,
    beyondSimulation,
    patches: [
      [
        'src/core/why/fate-then.ts',
        'return lastEnd !== undefined && dueSlots(plan, { ...history, lastEnd }, slot) === undefined;',
        'return lastEnd === undefined && dueSlots(plan, history, slot) === undefined;',
      ],
    ],
  },
];
