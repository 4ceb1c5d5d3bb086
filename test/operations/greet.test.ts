/** The first lines of a process: a setting that counts at the first start only is not ignored in silence. */
import { describe, expect, test } from 'vitest';
import { CronExpression } from '../../src/core/schedule/cron/cron-expression.ts';
import { greet } from '../../src/operations/greet.ts';
import { berlin, configWith, settingsWith } from '../support/core-samples.ts';
import { recordingLog } from './support/recording-log.ts';
import { createWorld, writeAsOther } from './support/world.ts';

/** The stored schedule is the default one: every 3 hours, Asia/Jakarta, one day back. */
async function warningsWith(environment: Readonly<Record<string, string>>, config = configWith()) {
  let reads = 0;
  const world = createWorld({
    settings: settingsWith(environment),
    store: (adapter) => ({
      read: () => {
        reads += 1;
        return adapter.read();
      },
    }),
  });
  await writeAsOther(world, { config });
  const { log, lines } = recordingLog();
  await greet(world.world, log);
  expect(reads).toBe(1);
  expect(lines[0]?.line).toBe('✅ SpJamkerjaScheduler initialized');
  return lines.filter(({ level }) => level === 'warn').map(({ line }) => line);
}

describe('a start warns of a setting that the stored schedule overrules', () => {
  test.each([
    [
      { INTERVAL_HOURS: '6' },
      '⚠️ INTERVAL_HOURS is 6, but has no effect any more: the stored schedule has 3, and settings count at the first start only. To change it, set the interval on the dashboard, or send POST /scheduler/set-interval with "hours": 6.',
    ],
    [
      { TIME_ZONE: 'Asia/Makassar' },
      `⚠️ TIME_ZONE is Asia/Makassar, but has no effect any more: the stored schedule has Asia/Jakarta, and settings count at the first start only. To change it, edit the schedule on the dashboard, or send PUT /scheduler/schedule with another time_zone.`,
    ],
    [
      { RANGE_DAYS_BACK: '7' },
      `⚠️ RANGE_DAYS_BACK is 7, but has no effect any more: the stored schedule has 1, and settings count at the first start only. To change it, edit the schedule on the dashboard, or send PUT /scheduler/schedule with another days_back.`,
    ],
  ])('%j', async (environment: Readonly<Record<string, string>>, line) => {
    expect(await warningsWith(environment)).toEqual([line]);
  });

  test('an interval that a cron expression has replaced', async () => {
    const schedule = { kind: 'cron', expression: CronExpression.parse('0 7 * * *') } as const;
    expect(await warningsWith({ INTERVAL_HOURS: '6' }, configWith({ schedule }))).toEqual([
      '⚠️ INTERVAL_HOURS is 6, but has no effect any more: the stored schedule has a rule of the kind cron, and settings count at the first start only. To change it, set the interval on the dashboard, or send POST /scheduler/set-interval with "hours": 6.',
    ]);
  });

  test('each of them, also when the default was set on purpose', async () => {
    const config = configWith({ timeZone: berlin, daysBack: 3 });
    expect(await warningsWith({ TIME_ZONE: 'Asia/Jakarta', RANGE_DAYS_BACK: '1' }, config)).toHaveLength(2);
  });
});

test('a start warns of each setting that is wrong without stopping anything, and says what is left off', async () => {
  const wrongSettings = [
    { part: 'slack', problems: ['SLACK_WEBHOOK_URL has a wrong value (not shown): expected x', 'y'] },
    { part: 'metrics', problems: ['METRICS_TOKEN has a wrong value (not shown): expected z'] },
  ] as const;
  const { log, of } = recordingLog();
  await greet(createWorld({ wrongSettings }).world, log);
  const rest = 'everything else goes on';
  expect(of('settings_wrong').map(({ level, line }) => `${level} ${line}`)).toEqual([
    `warn ⚠️ SLACK_WEBHOOK_URL has a wrong value (not shown): expected x. Until then notices are not sent to Slack; ${rest}`,
    `warn ⚠️ y. Until then notices are not sent to Slack; ${rest}`,
    `warn ⚠️ METRICS_TOKEN has a wrong value (not shown): expected z. Until then nobody can read the metrics; ${rest}`,
  ]);
});

describe('a start says nothing', () => {
  test('of settings that say the same as the stored schedule', async () => {
    expect(
      await warningsWith({ INTERVAL_HOURS: '3', TIME_ZONE: 'Asia/Jakarta', RANGE_DAYS_BACK: '1' }),
    ).toEqual([]);
  });

  test('of settings that nobody set, although an operator changed the schedule', async () => {
    const config = configWith({ timeZone: berlin, daysBack: 3 });
    expect(await warningsWith({}, config)).toEqual([]);
  });
});
