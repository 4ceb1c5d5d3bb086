/** Whether the schedule of somebody's own server waits until somebody asks for a run. */
import { expect, test } from 'vitest';
import { staysPaused } from '../../../local/own-server/hold-schedule.ts';
import type { Pause } from '../../../src/core/job/job-config.ts';
import { epochMs } from '../../../src/core/time/time.ts';

const pause: Pause = { by: 'ani', reason: 'stocktaking', since: epochMs(0) };

test.each([
  ['no pause', {}, false],
  ['a pause until somebody resumes the schedule', { pause }, true],
  ['a pause that ends by itself', { pause: { ...pause, until: epochMs(1) } }, false],
] as const)('%s', (_, config, stays) => {
  expect(staysPaused(config)).toBe(stays);
});
