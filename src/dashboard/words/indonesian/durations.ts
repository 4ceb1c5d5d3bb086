/** Bahasa Indonesia: grafik durasi. */
import type { Words } from '../english.ts';

export const durations: Words['durations'] = {
  title: 'Durasi eksekusi terakhir',
  empty: 'Durasi ditampilkan di sini setelah ada eksekusi yang selesai.',
  summary: (count, median, longest) =>
    `${count} eksekusi: separuhnya selesai dalam ${median} atau kurang, yang terlama ${longest}.`,
  limit: (limit) => `batas waktu ${limit}`,
  hint: 'Pilih sebuah batang untuk melihat rincian eksekusinya.',
};
