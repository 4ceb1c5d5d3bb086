/** Bahasa Indonesia: halaman secara keseluruhan, dan nama yang dipakai semua bagiannya. */
import type { Words } from '../english.ts';

export const page: Words['page'] = {
  title: (job) => `Penjadwal ${job}`,
  subtitle: (days, often) => `Menghitung jam kerja ${days}, ${often}`,
  language: 'Bahasa',
  skipToContent: 'Langsung ke isi',
  updatedNow: 'Baru saja diperbarui',
  updated: (time) => `Diperbarui pukul ${time}`,
  loading: 'Memuat …',
  none: '–',
  close: 'Tutup',
  newer: 'Lebih baru',
  older: 'Lebih lama',
  actor: {
    schedule: 'jadwal',
    'first start': 'penyiapan awal',
    'function key': 'pemegang kunci fungsi',
    anonymous: 'pengguna tanpa nama',
  },
  keyHolder: (hash) => `pemegang kunci fungsi ${hash}`,
  noReason: 'alasan tidak disebutkan',
};
