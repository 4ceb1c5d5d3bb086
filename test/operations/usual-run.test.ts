/** How long a run usually takes, as backfill asks for it. */
import { expect, it } from 'vitest';
import { minutes, plus } from '../../src/core/time/time.ts';
import { tick } from '../../src/operations/tick.ts';
import { usualRun } from '../../src/operations/coverage/usual-run.ts';
import { sampleFinishedRun } from '../support/sample-records.ts';
import { recordingLog } from './support/recording-log.ts';
import { createTableWorld } from './support/table-world.ts';

it('knows the runs of lately also where their ids come from a clock that was a year ahead', async () => {
  const test = createTableWorld();
  await tick(test.world, recordingLog().log);
  const now = test.clock.now();
  expect(await usualRun(test.world, now)).toBeUndefined();
  const run = {
    ...sampleFinishedRun('succeeded', plus(now, minutes(-90))),
    id: test.world.idGenerator.newId(plus(now, minutes(60 * 24 * 365))),
  };
  const { state } = test.control();
  await test.store.commit({ base: test.control().versions, state, run });
  expect(await usualRun(test.world, now)).toBe(minutes(60));
});
