/** Takes the README's pictures; `npm run picture` puts them where the README shows them. */
import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { expectVisible, browserOfWorker, type Scheme, takeScreenshot, visit } from '../../support/browser.ts';
import { forgedAs, startUnprotected } from '../../support/guarded.ts';
import { manyMessages, seedPast, usualFates } from '../../support/past.ts';
import { projectRoot, readProjectFile } from '../../support/project-files.ts';
import { quiet, shared, sharedPage } from '../../support/stage.ts';
import { startSurroundings } from '../../support/surroundings.ts';

/** Width and height, from the header of a PNG. */
async function sizeOf(file: string): Promise<readonly [number, number]> {
  const bytes = await readFile(file);
  expect(bytes.subarray(1, 4).toString()).toBe('PNG');
  return [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
}

const stage = shared(async (stack) => {
  const world = stack.use(await startSurroundings());
  await seedPast(world.storage, {
    fates: usualFates(120),
    live: { minutes: 27, messages: manyMessages(70) },
  });
  const app = stack.use(await startUnprotected({ ...world, env: { ...quiet, START_DELAY_SECONDS: '300' } }));
  const browser = await browserOfWorker();
  return { app, browser };
});

const headers = forgedAs('operator', 'siti@example.com');
const onePage = sharedPage(() => visit(stage().browser, stage().app, { headers }));

it.each<Scheme>(['light', 'dark'])('the README shows the page in %s', async (scheme) => {
  const page = await onePage();
  await page.emulateMedia({ colorScheme: scheme });
  await page.setViewportSize({ width: 1280, height: 1180 });
  await expectVisible(page.getByText('70%, reported by the procedure'));
  await expectVisible(page.getByRole('figure'));
  await expectVisible(page.getByText('siti@example.com · Operator'));
  const taken = await takeScreenshot(page, `readme-${scheme}`, false);
  const shown = `.github/dashboard-${scheme}.png`;
  expect((await readProjectFile('README.md')).includes(shown)).toBe(true);
  expect(await sizeOf(`${projectRoot}/${shown}`)).toEqual(await sizeOf(taken));
});
