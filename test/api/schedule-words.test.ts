/** Rules of the schedule in words, in both languages, as an HR operator would say them. */
import { expect, test } from 'vitest';
import { CronExpression } from '../../src/core/schedule/cron/cron-expression.ts';
import { AdaptiveRule } from '../../src/core/schedule/document/adaptive-rule.ts';
import { cronWords } from '../../src/api/schedule-words/cron-words.ts';
import { toDocumentWords } from '../../src/api/schedule-words/document-words.ts';
import { english } from '../../src/api/schedule-words/english-schedule.ts';
import { indonesian } from '../../src/api/schedule-words/indonesian-schedule.ts';
import { settings, start } from '../support/core-samples.ts';
import { defaultConfig } from '../../src/core/job/job-config.ts';

const config = defaultConfig(settings, start);

test.each([
  ['0 7 * * *', 'at 07:00, every day', 'pukul 07.00, setiap hari'],
  [
    '0 7,12,19 * * mon-fri',
    'at 07:00, 12:00 and 19:00, on Monday to Friday',
    'pukul 07.00, 12.00, dan 19.00, pada Senin sampai Jumat',
  ],
  ['0 6 * * 0,6', 'at 06:00, on Saturday and Sunday', 'pukul 06.00, pada Sabtu dan Minggu'],
  ['*/15 * * * *', 'every 15 minutes, every day', 'setiap 15 menit, setiap hari'],
  ['0 * * * *', 'every hour, every day', 'setiap jam, setiap hari'],
  [
    '*/30 8-17 * * *',
    'every 30 minutes from 08:00 to 17:30, every day',
    'setiap 30 menit pukul 08.00 sampai 17.30, setiap hari',
  ],
  [
    '15,50 8-17 * * 1',
    'at the minutes 15 and 50 of the hours 8 to 17, on Monday',
    'pada menit ke-15 dan 50 dari jam 8 sampai 17, pada Senin',
  ],
  ['0 22 L * *', 'at 22:00, on the last day of the month', 'pukul 22.00, pada hari terakhir setiap bulan'],
  [
    '0 22 L-3 * *',
    'at 22:00, on 3 days before the last day of the month',
    'pukul 22.00, pada 3 hari sebelum hari terakhir setiap bulan',
  ],
  [
    '0 8 15W * *',
    'at 08:00, on the workday nearest to day 15 of the month',
    'pukul 08.00, pada hari kerja yang paling dekat dengan tanggal 15',
  ],
  [
    '0 8 lw * *',
    'at 08:00, on the last workday of the month',
    'pukul 08.00, pada hari kerja terakhir setiap bulan',
  ],
  [
    '0 9 * * 5#3',
    'at 09:00, on the third Friday of the month',
    'pukul 09.00, pada hari Jumat ketiga setiap bulan',
  ],
  [
    '0 9 * * friL',
    'at 09:00, on the last Friday of the month',
    'pukul 09.00, pada hari Jumat terakhir setiap bulan',
  ],
  [
    '0 7 L,L-3,1-5,25 * *',
    'at 07:00, on day 1 to 5 and 25 of the month, the last day of the month and 3 days before the last day of the month',
    'pukul 07.00, pada tanggal 1 sampai 5 dan 25, hari terakhir setiap bulan, dan 3 hari sebelum hari terakhir setiap bulan',
  ],
  ['0 6 13 * 5', 'at 06:00, on day 13 of the month or Friday', 'pukul 06.00, pada tanggal 13 atau Jumat'],
  [
    '5 0 29 2 *',
    'at 00:05, on day 29 of the month, in February',
    'pukul 00.05, pada tanggal 29, bulan Februari',
  ],
])('%s', (expression, en, id) => {
  const cron = CronExpression.parse(expression);
  expect([english, indonesian].map((words) => cronWords(cron, words, words.everyDay))).toEqual([en, id]);
});

test('an interval, a pause, and an adaptive interval', () => {
  const adaptive = AdaptiveRule.parse({
    by: 'duration',
    factor: 4,
    runs: 10,
    least: 2,
    most: 6.5,
    hysteresis: 0.2,
  });
  const rows = AdaptiveRule.parse({
    by: 'rows',
    runs: 1,
    steps: [{ upTo: 1000, hours: 6 }, { hours: 1 }],
    least: 0.5,
    most: 6,
    hysteresis: 0,
  });
  expect(toDocumentWords({ ...config, adaptive })).toEqual({
    rule: {
      en: 'every 3 hours, counted from the end of the previous run',
      id: 'setiap 3 jam, dihitung sejak eksekusi sebelumnya selesai',
    },
    profiles: [],
    adaptive: {
      en: '4 times the usual duration of the last 10 successful runs; at least 2 hours and at most 6 hours 30 minutes; a change of up to 20 % is left out',
      id: '4 kali lama yang lazim dari 10 eksekusi berhasil yang terakhir; paling sedikit 2 jam dan paling banyak 6 jam 30 menit; perubahan sampai 20% diabaikan',
    },
  });
  expect(toDocumentWords({ ...config, schedule: { kind: 'paused' }, adaptive: rows })).toMatchObject({
    rule: { en: 'no runs', id: 'tanpa eksekusi' },
    adaptive: {
      en: 'by the rows that the last 1 successful run processed: up to 1000 rows every 6 hours, above that every hour; at least 30 minutes and at most 6 hours',
    },
  });
  const pending = AdaptiveRule.parse({ ...rows, by: 'pending', runs: 5 });
  expect(toDocumentWords({ ...config, adaptive: pending }).adaptive).toEqual({
    en: 'by the new rows of input for the last 5 successful runs: up to 1000 rows every 6 hours, above that every hour; at least 30 minutes and at most 6 hours',
    id: 'menurut jumlah baris data baru bagi 5 eksekusi berhasil yang terakhir: sampai 1000 baris setiap 6 jam, di atas itu setiap jam; paling sedikit 30 menit dan paling banyak 6 jam',
  });
});
