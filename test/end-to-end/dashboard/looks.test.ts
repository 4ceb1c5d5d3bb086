/** The page in each situation, in both languages, light and dark, narrow and wide. */
import { describe, it } from 'vitest';
import { type App, startApp } from '../../support/app.ts';
import {
  checkedLooks,
  expectAccessible,
  expectHeadline,
  expectVisible,
  type Language,
  screenshot,
} from '../../support/browser.ts';
import { manyMessages, type Past, seedPast, usualFates } from '../../support/past.ts';
import { quiet, shared, sharedBrowser, sharedPages } from '../../support/stage.ts';
import { startSurroundings } from '../../support/surroundings.ts';

const env = { ...quiet, START_DELAY_SECONDS: '300' };
const browser = sharedBrowser();

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
    headline: { en: 'Running normally', id: 'Berjalan normal' },
    texts: {
      en: [/^Last success .* ago \(/, 'target 95%: met', /^(99|30) runs: half took .* or less/],
      id: [/^Terakhir berhasil .* yang lalu \(/, 'target 95%: tercapai', /^(99|30) eksekusi: separuhnya/],
    },
  },
  'a run of several minutes': {
    past: { fates: usualFates(120), live: { minutes: 27, messages: manyMessages(70) } },
    headline: { en: 'Computing now', id: 'Sedang menghitung' },
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
    headline: { en: 'Longer than usual', id: 'Lebih lama dari biasanya' },
    texts: {
      en: [
        'about 99%, based on the usual duration',
        /^Running since .*\sWIB: [12]\.?\d?× the usual 3\d min\./,
        '3 hr after this run ends',
        'No messages yet.',
      ],
      id: [
        'sekitar 99%, menurut durasi biasanya',
        /^Berjalan sejak .*pukul \d\d\.\d\d\sWIB: [12],?\d?× biasanya \(3\d menit\)\./,
        '3 jam setelah eksekusi ini selesai',
        'Belum ada pesan.',
      ],
    },
  },
  'a failing run': {
    past: { fates: [...usualFates(30), 'failed', 'timed_out', 'failed'] },
    headline: { en: 'Failing', id: 'Bermasalah' },
    texts: {
      en: [
        'The last 3 runs failed.',
        /^The procedure .*data/,
        'Divide by zero error encountered.',
        'See the failed run',
      ],
      id: [
        '3 eksekusi terakhir gagal.',
        /^Prosedur .*data/,
        'Divide by zero error encountered.',
        'Lihat eksekusi yang gagal',
      ],
    },
  },
  'a requested run after a cancelled one': {
    past: { fates: [...usualFates(8), 'cancelled'] },
    act: (app) => app.post('/scheduler/force-execute', { reason: 'late punches' }),
    headline: { en: 'Run requested', id: 'Eksekusi diminta' },
    texts: {
      en: [/^Requested by .*; starting shortly\./, 'Requested run', 'Requested by', 'Cancelled', '15 more'],
      id: [
        /^Diminta oleh .*; segera dimulai\./,
        'Eksekusi yang diminta',
        'Diminta oleh',
        'Dibatalkan',
        '15 lagi',
      ],
    },
  },
  'a paused schedule': {
    past: { fates: usualFates(30) },
    act: (app) =>
      app.post('/scheduler/stop', { reason: 'month-end closing', until: '2099-01-01T07:00:00+07:00' }),
    headline: { en: 'Paused', id: 'Dijeda' },
    texts: {
      en: [/^Paused by .*anonymous.* since .*: month-end closing\. Resumes automatically: Thu/],
      id: [/^Dijeda oleh .*tanpa nama.* sejak .*: month-end closing\. Dilanjutkan otomatis pada Kam/],
    },
  },
};

const turns = Object.entries(situations).map(([name, situation], turn) => [name, situation, turn] as const);

describe.each(turns)('%s', (name, { past, act, headline, texts }, turn) => {
  const stage = shared(async (stack) => {
    const world = stack.use(await startSurroundings());
    if (past !== undefined) await seedPast(world.storage, past);
    const app = stack.use(await startApp({ ...world, env }));
    await act?.(app);
    return app;
  });

  const pageIn = sharedPages();

  it.each(checkedLooks(turn))('looks right: %s', async (shown, look) => {
    const { language } = look;
    const page = await pageIn(browser(), stage(), look);
    await expectHeadline(page, headline[language]);
    for (const text of texts[language])
      await expectVisible(page.getByText(text).filter({ visible: true }).first());
    await expectAccessible(page, undefined, look.scheme);
    await screenshot(page, `${name.replaceAll(' ', '-')}-${shown}`);
  });
});
