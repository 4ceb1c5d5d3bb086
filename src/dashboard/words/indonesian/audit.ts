/** Bahasa Indonesia: jejak audit. */
import type { Words } from '../english.ts';

export const audit: Words['audit'] = {
  title: 'Jejak audit',
  empty: 'Belum ada perubahan.',
  entry: (sequence) => `Rincian catatan ${sequence}`,
  time: 'Waktu',
  identity: 'Identitas',
  from: 'Asal',
  before: 'Sebelum',
  after: 'Sesudah',
  run: 'Eksekusi',
  action: {
    start: 'Melanjutkan jadwal',
    stop: 'Menjeda jadwal',
    set_interval: 'Mengubah interval',
    set_schedule: 'Mengubah jadwal',
    force_execute: 'Meminta eksekusi',
    cancel: 'Membatalkan eksekusi',
    force_unlock: 'Melepaskan lease',
    mute_channel: 'Mengubah pembisuan saluran',
    test_channels: 'Mengirim pemberitahuan uji coba',
    close_period: 'Menutup periode',
    reopen_period: 'Membuka kembali periode',
    plan_backfill: 'Meminta pengisian tanggal',
    pause_backfill: 'Menjeda pengisian',
    resume_backfill: 'Melanjutkan pengisian',
    cancel_backfill: 'Membatalkan rencana pengisian',
    tell_pending: 'Memberitahukan data susulan',
    adapt_interval: 'Menyesuaikan interval',
    import: 'Mengimpor cadangan',
  },
};
