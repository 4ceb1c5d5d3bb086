/**
 * What the package may cost, counted and not timed: the same on every machine. A budget is what was needed when it was
 * set, and a little more. Lower it after an improvement; whoever raises it says why. Times: docs/performance.md.
 */
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { zipOf } from '../../local/build/zip.ts';
import type { LoadedFile } from '../support/fresh-worker.ts';
import { seedPast } from '../support/past.ts';
import { environmentOn, type Environment, runFreshWorker } from '../support/run-fresh-worker.ts';
import { startSurroundings } from '../support/surroundings.ts';

const kilobytes = (bytes: number): number => Math.ceil(bytes / 1_000);

const mostZipped = 600;
it(`the package has ${mostZipped} KB at most, zipped`, () => {
  expect(kilobytes(zipOf(inject('appRoot')).length)).toBeLessThanOrEqual(mostZipped);
});

describe('a process loads, of the package,', () => {
  let env: Environment;
  beforeAll(async () => {
    await using world = await startSurroundings();
    await seedPast(world.storage, { fates: ['succeeded'] });
    env = environmentOn(world.storage);
  });

  it.each([
    { until: 'all is registered', files: 1, kb: 42, call: [] },
    { until: 'its first tick has ended', files: 5, kb: 590, call: ['tick'] },
    { until: 'its first status has been answered', files: 5, kb: 630, call: ['status'] },
    { until: 'the page has been sent', files: 5, kb: 480, call: ['dashboard'] },
  ])('$files files and $kb KB at most until $until', async ({ files: most, kb, call }) => {
    const { files } = await runFreshWorker([inject('appRoot'), ...call], env);
    const bytes = files.reduce((sum, each) => sum + each.bytes, 0);
    expect(files.length, `loaded:\n${list(files)}`).toBeLessThanOrEqual(most);
    expect(kilobytes(bytes), `loaded:\n${list(files)}`).toBeLessThanOrEqual(kb);
  });
});

const list = (files: readonly LoadedFile[]): string =>
  files.map(({ path, bytes }) => `${String(bytes).padStart(9)}  ${path}`).join('\n');
