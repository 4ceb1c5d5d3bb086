/** Bahasa Indonesia: grafik durasi. */
import type { Words } from '../english.ts';

export const durations: Words['durations'] = {
  title: 'Durasi 100 eksekusi terakhir',
  empty: 'Durasi ditampilkan di sini setelah ada eksekusi yang selesai.',
  summary: (count, median, longest) =>
    `${count} eksekusi: separuhnya selesai dalam ${median} atau kurang, yang terlama ${longest}.`,
  limit: (limit) => `batas waktu ${limit}`,
  hint: 'Arahkan kursor ke sebuah batang untuk melihat eksekusinya; klik untuk rinciannya.',
};
