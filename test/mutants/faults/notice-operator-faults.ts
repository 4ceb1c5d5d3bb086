/** Faults of what operators do about notices, and of receivers that refuse: mutes, tests, channels that are off, 4xx. */
import type { PlantedFault } from '../planted-fault.ts';

const condition = 'src/core/notices/condition.ts';
const configAsOf = 'src/core/job/config-as-of.ts';
const deliver = 'src/operations/notices/deliver.ts';
const deriveTest = 'test/core/notices/derive-notices.test.ts';
const deliverTest = 'test/operations/notices/deliver.test.ts';
const outboxRows = 'src/adapters/table-storage/outbox-rows.ts';
const plan = 'src/core/notices/delivery-plan.ts';
const planRound = 'src/core/notices/plan-round.ts';
const planTest = 'test/core/notices/delivery-plan.test.ts';
const routesTest = 'test/functions/notice-routes.test.ts';
const sendTest = 'src/operations/notices/send-test.ts';
const testChannels = 'src/operations/commands/test-channels.ts';

export const noticeOperatorFaults: readonly PlantedFault[] = [
  {
    name: 'mute-of-a-clock-that-was-ahead',
    defect: 'A mute that was given by a clock that was ahead lasts until that clock’s time comes.',
    test: 'test/core/job/clock-went-back.test.ts',
    patches: [
      [configAsOf, '[channel, spanAsOf(mute, now)]', '[channel, now > 0 ? mute : spanAsOf(mute, now)]'],
    ],
  },
  {
    name: 'mute-not-kept',
    defect: 'A muted channel gets its notices all the same.',
    test: deriveTest,
    patches: [
      [
        'src/core/notices/first-delivery.ts',
        "if (isMuted(config.mutes, channel, now)) return leftOut('muted');",
        "if (isMuted(config.mutes, channel, now) && severity === undefined) return leftOut('muted');",
      ],
      [plan, 'return isMuted(mutes, channel, now) ? {', 'return isMuted(mutes, channel, now) && now < 0 ? {'],
    ],
  },
  {
    name: 'mute-for-ever',
    defect: 'A mute does not end by itself.',
    test: deriveTest,
    patches: [
      [
        'src/core/notices/mute.ts',
        '(mutes?.[channel]?.until ?? now) > now;',
        '(mutes?.[channel]?.until ?? 0) > 0 && now > 0;',
      ],
    ],
  },
  {
    name: 'end-of-a-state-that-was-never-told',
    defect: 'Who was muted before a notice was sent counts as told, and hears of the end alone.',
    test: deliverTest,
    patches: [
      [
        deliver,
        'if (told !== undefined) return',
        'if (told !== undefined && round.rows.length === 0) return',
      ],
    ],
  },
  {
    name: 'off-counts-as-told',
    defect: 'A channel that was off hears, once it is on again, of the end of what it had refused with 410.',
    test: deriveTest,
    patches: [
      [
        condition,
        'told: each.told.filter(({ channel }) => !off.has(channel)),',
        'told: each.told.filter(({ channel }) => !off.has(channel) || channel.length > 0),',
      ],
    ],
  },
  {
    name: 'settled-but-never-removed',
    defect: 'What a process had settled for all channels when it died waits for ever.',
    test: planTest,
    patches: [
      [planRound, 'before !== item || isLeft(item) ||', 'before !== item || (isLeft(item) && now < 0) ||'],
    ],
  },
  {
    name: 'channels-overwritten',
    defect: 'Who writes what a channel said undoes what another process has learnt about others meanwhile.',
    test: deliverTest,
    patches: [
      [
        deliver,
        'const sent = await sendRound(',
        'const { channels: known } = rows;\n  const sent = await sendRound(',
      ],
      [
        deliver,
        'const change = settleRound(claimed, sent, { now: clock.now(), configured });',
        'const fresh = settleRound(claimed, sent, { now: clock.now(), configured });\n  const change = { ...fresh, ...(fresh.channels && { channels: () => fresh.channels?.(known) ?? {} }) };',
      ],
    ],
  },
  {
    name: 'channels-without-a-version',
    defect: 'Two processes that write the channels at the same moment lose what one of them has learnt.',
    test: deliverTest,
    patches: [
      [outboxRows, "as: before === undefined ? 'insert' : { underVersion: before.etag },", "as: 'replace',"],
    ],
    beyondSimulation: 'two writes of the same row have to fall into the same few milliseconds',
  },
  {
    name: 'test-sent-for-each-conflict',
    defect: 'A test is sent again each time somebody else changes the rows before it is recorded.',
    test: routesTest,
    patches: [[testChannels, '(sent ??= import(', '(sent = import(']],
  },
  {
    name: 'test-sent-again-for-the-same-key',
    defect: 'A command that was answered sends its test again when it is repeated.',
    test: routesTest,
    patches: [
      [
        'src/operations/commands/execute-command.ts',
        'const before = key === undefined ? undefined : await world.store.findAnswered(key);',
        "if (caller.action === 'test_channels') await decide(snapshot, now);\n    const before = key === undefined ? undefined : await world.store.findAnswered(key);",
      ],
    ],
  },
  {
    name: 'test-does-not-switch-on',
    defect: 'A channel that was switched off stays off although a test has arrived.',
    test: deliverTest,
    patches: [
      [
        sendTest,
        'await store.writeOutbox({ history: [{ notice, deliveries }], channels });',
        'void channels;\n  await store.writeOutbox({ history: [{ notice, deliveries }] });',
      ],
    ],
  },
  {
    name: 'refused-is-repeated',
    defect: 'A notice that the receiver refuses for good is sent again and again for a day.',
    test: planTest,
    patches: [
      [plan, "if (kind !== 'retry' || elapsed", "if (kind === 'gone' || elapsed"],
      [
        plan,
        'nextAt: nextTry(before, result.after, now),',
        "nextAt: nextTry(before, 'after' in result ? result.after : undefined, now),",
      ],
    ],
  },
  {
    name: 'refused-holds-up-the-others',
    defect:
      'Behind a notice that was refused nothing more is sent in the same round, and nothing of it is recorded.',
    test: deliverTest,
    patches: [
      [
        'src/operations/notices/send-round.ts',
        "if (one.result.kind !== 'retry' || !world.shutdown.aborted) sent.push(one);",
        "if (one.result.kind !== 'refused' && (one.result.kind !== 'retry' || !world.shutdown.aborted)) sent.push(one);",
      ],
    ],
  },
  {
    name: 'switched-off-not-kept',
    defect: 'A channel that answers 410 is asked again with each notice.',
    test: planTest,
    patches: [[plan, "kind === 'gone' ? { since: now, addressHash } : before?.off", 'before?.off']],
  },
  {
    name: 'left-out-without-a-trace',
    defect: 'A notice that all channels leave out is not in the history.',
    test: 'test/operations/notices/commit.test.ts',
    patches: [
      [
        'src/core/notices/news-of-change.ts',
        'unsent: all.filter((each) => !hasWaiting(each) || isFull).map(',
        'unsent: all.filter((each) => hasWaiting(each) && isFull).map(',
      ],
    ],
    beyondSimulation: 'it keeps no book of what was left out',
  },
];
