/** What the page shows in each situation, in both languages, light and dark, on a phone and on a desk. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type App, neverByItself, startApp } from '../../support/app.ts';
import {
  expectAccessible,
  type Language,
  launchBrowser,
  looks,
  nameOf,
  screenshot,
  visit,
  expectVisible,
} from '../../support/browser.ts';
import { manyMessages, type Past, seedPast, usualFates } from '../../support/past.ts';
import { startSurroundings, type Surroundings } from '../../support/surroundings.ts';

const quiet = { TICK_SCHEDULE: neverByItself, START_DELAY_SECONDS: '300' };
let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(async () => browser?.close());

type InBoth<T> = Readonly<Record<Language, T>>;

interface Situation {
  readonly past?: Past;
  readonly act?: (app: App) => Promise<unknown>;
  readonly headline: InBoth<string>;
  readonly texts: InBoth<readonly (string | RegExp)[]>;
}

const situations: Readonly<Record<string, Situation>> = {
  'an empty history': {
    headline: { en: 'Waiting for the first run', id: 'Menunggu eksekusi pertama' },
    texts: {
      en: ['No run has succeeded yet.', 'No runs yet.', 'No changes yet.'],
      id: ['Belum ada eksekusi yang berhasil.', 'Belum ada eksekusi.', 'Belum ada perubahan.'],
    },
  },
  'a schedule that is up to date': {
    past: { fates: usualFates(120) },
    headline: { en: 'Up to date', id: 'Data mutakhir' },
    texts: {
      en: [/^Last success .* ago \(/, 'target 95%: met', /^99 runs: half took .* or less/],
      id: [/^Terakhir berhasil .* yang lalu \(/, 'target 95%: tercapai', /^99 eksekusi: separuhnya/],
    },
  },
  'a run of several minutes': {
    past: { fates: usualFates(120), live: { minutes: 27, messages: manyMessages(70) } },
    headline: { en: 'Running', id: 'Sedang berjalan' },
    texts: {
      en: [
        '70%, reported by the procedure',
        /^3\d min, median of 100 runs/,
        'spJamkerja: 70% (210 of 300 employees)',
      ],
      id: [
        '70%, menurut laporan prosedur',
        /^3\d menit, median dari 100 eksekusi/,
        'spJamkerja: 70% (210 of 300 employees)',
      ],
    },
  },
  'a run that says nothing and takes longer than usual': {
    past: { fates: usualFates(40), live: { minutes: 75, messages: [] } },
    headline: { en: 'Running', id: 'Sedang berjalan' },
    texts: {
      en: [
        'about 99%, based on the usual duration',
        /^Running since .*, longer than usual\./,
        'No messages yet.',
      ],
      id: [
        'sekitar 99%, menurut durasi biasanya',
        /^Berjalan sejak .*, lebih lama dari biasanya\./,
        'Belum ada pesan.',
      ],
    },
  },
  'a failing run': {
    past: { fates: [...usualFates(30), 'failed', 'timed_out', 'failed'] },
    headline: { en: 'Failing', id: 'Bermasalah' },
    texts: {
      en: [/^The last 3 runs failed\. .*Divide by zero.* — The procedure .*data/],
      id: [/^3 eksekusi terakhir gagal\. .*Divide by zero.* — Prosedur .*data/],
    },
  },
  'a paused schedule': {
    past: { fates: usualFates(30) },
    act: (app) =>
      app.post('/scheduler/stop', { reason: 'month-end closing', until: '2099-01-01T07:00:00+07:00' }),
    headline: { en: 'Paused', id: 'Dijeda' },
    texts: {
      en: [/^Paused by .*anonymous.* since .*: month-end closing\. Resumes automatically: Thu/],
      id: [/^Dijeda oleh .*anonim.* sejak .*: month-end closing\. Dilanjutkan otomatis pada Kam/],
    },
  },
};

async function expectHeadline(page: Page, headline: string): Promise<void> {
  await expectVisible(page.getByRole('status').getByText(headline, { exact: true }));
  // The state is in the tab as well.
  await expect.poll(() => page.title()).toBe(`${headline} · spJamkerja`);
}

describe.each(Object.entries(situations))('%s', (name, { past, act, headline, texts }) => {
  let world: Surroundings;
  let app: App;
  beforeAll(async () => {
    world = await startSurroundings();
    if (past !== undefined) await seedPast(world.storage, past);
    app = await startApp({ ...world, env: quiet });
    await act?.(app);
  });
  afterAll(async () => {
    await app?.[Symbol.asyncDispose]();
    await world?.[Symbol.asyncDispose]();
  });

  it.each(looks.map((look) => [nameOf(look), look] as const))('looks right: %s', async (shown, look) => {
    await using visited = await visit(browser, app, { look });
    const { page } = visited;
    await expectHeadline(page, headline[look.language]);
    for (const text of texts[look.language]) await expectVisible(page.getByText(text).first());
    await expectAccessible(page);
    await screenshot(page, `${name.replaceAll(' ', '-')}-${shown}`);
  });
});

describe('an API that is gone', () => {
  let world: Surroundings;
  beforeAll(async () => {
    world = await startSurroundings();
    await seedPast(world.storage, { fates: usualFates(30) });
  });
  afterAll(async () => world?.[Symbol.asyncDispose]());

  const words = {
    en: {
      unreachable: 'The API is not answering.',
      of: /^Showing data from /,
      unknown: 'Status unknown',
      current: 'Up to date',
      slots: 'Next 20 scheduled times',
      nobody: 'No changes yet.',
    },
    id: {
      unreachable: 'API tidak menjawab.',
      of: /^Menampilkan data per /,
      unknown: 'Status tidak diketahui',
      current: 'Data mutakhir',
      slots: '20 waktu terjadwal berikutnya',
      nobody: 'Belum ada perubahan.',
    },
  };

  it.each(looks.map((look) => [nameOf(look), look] as const))('looks right: %s', async (shown, look) => {
    await using app = await startApp({ ...world, env: quiet });
    await using visited = await visit(browser, app, { look, clock: true });
    const { page } = visited;
    const { unreachable, of, unknown, current, slots, nobody } = words[look.language];
    await expectHeadline(page, current);
    await expectVisible(page.getByRole('table'));
    await expectVisible(page.getByRole('list', { name: slots }));
    await expectVisible(page.getByRole('figure'));
    await expectVisible(page.getByText(nobody));
    await app.host.kill();
    await page.clock.runFor(6_000);
    await expectVisible(page.getByRole('alert').getByText(unreachable));
    await expectVisible(page.getByRole('alert').getByText(of));
    // What was known stays readable, but after a minute nobody can say that it still is so.
    await page.clock.runFor(60_000);
    await expectHeadline(page, unknown);
    await expectVisible(page.getByRole('table'));
    await expectAccessible(page);
    await screenshot(page, `an-API-that-is-gone-${shown}`);
  });
});
