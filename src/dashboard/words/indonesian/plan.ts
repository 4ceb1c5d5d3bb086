/** Bahasa Indonesia: rencana dan pelaksanaannya. */
import type { Words } from '../english.ts';

export const plan: Words['plan'] = {
  title: 'Rencana dan pelaksanaan',
  none: 'Tidak ada yang dijadwalkan atau dijalankan dalam empat minggu terakhir.',
  kept: (ran, planned, share) =>
    `Dari ${planned} eksekusi terjadwal dalam empat minggu terakhir, ${ran} mulai tepat waktu (${share}).`,
  incomplete: 'Terlalu banyak untuk ditampilkan di sini: sebagian tidak terlihat.',
  legend: 'Tanda pada tabel',
  day: 'Hari',
  hour: (hour) => `pukul ${hour}.00`,
  nothing: 'tidak ada eksekusi',
  hint: 'Hari dan jam menurut zona waktu jadwal. Pilih satu jam untuk melihat mengapa ada eksekusi, atau mengapa tidak.',
  state: {
    succeeded: 'Tepat waktu',
    late: 'Terlambat',
    unserved: 'Tidak dijalankan',
    paused: 'Dijeda',
    down: 'Penjadwal tidak berjalan',
  },
};
