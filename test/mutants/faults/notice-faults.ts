/** Faults of notices: told twice, not at all, out of order, at the wrong time, or in the way of a run. */
import type { PlantedFault } from '../planted-fault.ts';

const deliver = 'src/operations/notices/deliver.ts';
const sendRound = 'src/operations/notices/send-round.ts';
const afterTick = 'src/operations/notices/after-tick.ts';
const commit = 'src/operations/commit.ts';
const derive = 'src/core/notices/derive-notices.ts';
const plan = 'src/core/notices/delivery-plan.ts';
const planRound = 'src/core/notices/plan-round.ts';
const newsOfChange = 'src/core/notices/news-of-change.ts';

export const noticeFaults: readonly PlantedFault[] = [
  {
    name: 'each-failure-is-told',
    defect: 'It is not kept who was told, so each failure in a row makes a notice.',
    test: 'test/core/notices/derive-notices.test.ts',
    patches: [
      [
        derive,
        'told: added.length === 0 ? told : [...told, ...added],',
        'told: first ? [...told, ...added] : told.slice(1),',
      ],
    ],
  },
  {
    name: 'recovery-not-told',
    defect: 'A state that is over is forgotten without a notice.',
    test: 'test/core/notices/derive-notices.test.ts',
    patches: [[derive, 'if (deliveries.length === 0) continue;', 'if (deliveries.length >= 0) continue;']],
  },
  {
    name: 'notice-outside-the-transaction',
    defect: 'What is to be sent is written after the change that makes it true, in a write of its own.',
    test: 'test/operations/notices/commit.test.ts',
    patches: [
      [
        commit,
        'const result = await store.commit({ base: snapshot.versions, ...told }).finally(() => forgetRead(store));',
        'const { waiting: later, unsent: _, ...now } = told;\n  const result = await store.commit({ base: snapshot.versions, ...now });\n  if (result.kind === "committed" && told.state !== undefined && later !== undefined && later.length > 0)\n    await store.commit({ base: result.versions, state: told.state, waiting: later });',
      ],
    ],
  },
  {
    name: 'sent-without-a-claim',
    defect: 'A process sends without claiming first, so another one sends the same at the same time.',
    test: 'test/operations/notices/deliver.test.ts',
    patches: [
      [
        deliver,
        'if (round.sends.length === 0 && round.ping === undefined) return round;',
        'if (round.rows.length > 0) return round;',
      ],
    ],
  },
  {
    name: 'claim-of-a-dead-process-stands',
    defect: 'What a process that died had claimed is never sent.',
    test: 'test/operations/notices/deliver.test.ts',
    patches: [
      [
        plan,
        'claimedUntil !== undefined && claimedUntil > now && elapsed(now, claimedUntil) <= claimFor + clockTolerance;',
        'now > 0 && claimedUntil !== undefined;',
      ],
    ],
  },
  {
    name: 'failed-delivery-not-repeated',
    defect: 'A notice that could not be delivered is given up at once.',
    test: 'test/core/notices/delivery-plan.test.ts',
    patches: [
      [
        plan,
        "if (kind !== 'retry' || elapsed(since, now) >= giveUpAfter)",
        "if (kind !== 'retry' || elapsed(since, now) >= 0)",
      ],
    ],
  },
  {
    name: 'recovery-overtakes-its-failure',
    defect: 'A notice is sent although an earlier one to the same channel still waits.',
    test: 'test/core/notices/delivery-plan.test.ts',
    patches: [
      [
        planRound,
        'if (isClaimed(item, now) || !isDue(delivery, now)) break;',
        'if (isClaimed(item, now) || !isDue(delivery, now)) continue;',
      ],
    ],
  },
  {
    name: 'send-without-a-limit',
    defect: 'A channel that does not keep to its own limit holds up all others.',
    test: 'test/operations/notices/deliver.test.ts',
    patches: [
      [
        sendRound,
        'return await Promise.race([trySend(), giveUp()]);',
        'void giveUp;\n    return await trySend();',
      ],
    ],
  },
  {
    name: 'tick-waits-for-receivers',
    defect: 'A tick ends only when all receivers have answered.',
    test: 'test/operations/notices/deliver.test.ts',
    patches: [[afterTick, 'await world.clock.sleep(moment, ended.signal);', 'await work;']],
  },
  {
    name: 'quiet-hours-not-kept',
    defect: 'Quiet hours are not kept.',
    test: 'test/core/notices/delivery-plan.test.ts',
    patches: [[plan, 'if (quiet === undefined ||', 'if (quiet !== undefined ||']],
  },
  {
    name: 'end-of-a-run-not-pinged',
    defect: 'The dead-man’s switch does not hear of runs that did not succeed.',
    test: 'test/operations/notices/commit.test.ts',
    patches: [
      [
        newsOfChange,
        "const end = run.state.outcome === 'succeeded' ? 'success' : 'fail';",
        "if (run.state.outcome !== 'succeeded') return [];\n  const end = 'success';",
      ],
    ],
  },
];
