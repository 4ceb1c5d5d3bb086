/** What the page shows once the API is gone, in both languages, light and dark, narrow and wide. */
import { describe, expect, it } from 'vitest';
import { startApp } from '../../support/app.ts';
import {
  checkedLooks,
  expectAccessible,
  expectHeadline,
  expectVisible,
  browserOfWorker,
  nameOf,
  screenshot,
  visit,
} from '../../support/browser.ts';
import { seedPast, usualFates } from '../../support/past.ts';
import { quiet, shared } from '../../support/stage.ts';
import { startSurroundings } from '../../support/surroundings.ts';

const styleOf = (part: string) => `getComputedStyle(document.querySelector('${part}')).fontStyle`;

describe('an API that is gone', () => {
  const words = {
    en: {
      unreachable: 'The API is not answering.',
      of: /^Showing data from /,
      unknown: 'Status unknown',
      current: 'Running normally',
      slots: 'Next slots',
      noChanges: 'No changes yet.',
    },
    id: {
      unreachable: 'API tidak menjawab.',
      of: /^Menampilkan data per /,
      unknown: 'Status tidak diketahui',
      current: 'Berjalan normal',
      slots: 'Waktu terjadwal berikutnya',
      noChanges: 'Belum ada perubahan.',
    },
  };

  /** A page in each look, all of it shown, before the app is killed. */
  const pages = shared(async (stack) => {
    const world = stack.use(await startSurroundings());
    await seedPast(world.storage, { fates: usualFates(30) });
    const app = stack.use(await startApp({ ...world, env: { ...quiet, START_DELAY_SECONDS: '300' } }));
    const browser = await browserOfWorker();
    const opened = await Promise.all(
      checkedLooks(1).map(async ([name, look]) => {
        const { page } = stack.use(await visit(browser, app, { look, clock: true }));
        const { current, slots, noChanges } = words[look.language];
        await expectHeadline(page, current);
        await expectVisible(page.getByRole('table'));
        await expectVisible(page.getByRole('list', { name: slots }));
        await expectVisible(page.getByRole('figure'));
        await expectVisible(page.getByText(noChanges));
        return [name, page] as const;
      }),
    );
    await app.host.kill();
    return new Map(opened);
  });

  it.each(checkedLooks(1))('looks right: %s', async (shown, look) => {
    const page = pages().get(nameOf(look));
    if (page === undefined) throw new Error(`no page was opened in ${shown}`);
    const { unreachable, of, unknown } = words[look.language];
    await page.clock.runFor(6_000);
    await expectVisible(page.getByRole('alert').getByText(unreachable));
    await expectVisible(page.getByRole('alert').getByText(of));
    // What was known stays readable, but after a minute nobody can say that it still is so.
    await page.clock.runFor(60_000);
    await expectHeadline(page, unknown);
    for (const part of ['.figures dd', '.next-run .big'])
      expect(await page.evaluate(styleOf(part))).toBe('italic');
    await expectVisible(page.getByRole('table'));
    await expectAccessible(page);
    await screenshot(page, `an-API-that-is-gone-${shown}`);
  });
});
