/** Bahasa Indonesia: riwayat. */
import type { Words } from '../english.ts';

export const history: Words['history'] = {
  title: 'Riwayat',
  filter: 'Hasil',
  all: 'Semua',
  active: 'Sedang berjalan',
  empty: 'Belum ada eksekusi.',
  emptyFiltered: 'Tidak ada eksekusi dengan hasil ini.',
  emptySoFar: 'Tidak ada eksekusi dengan hasil ini di halaman ini.',
  searchedBackTo: (moment) => `Riwayat sudah ditelusuri mundur sampai ${moment}.`,
  goOn: 'Telusuri lebih jauh ke belakang',
  today: 'Hari ini',
  yesterday: 'Kemarin',
  started: 'Mulai',
  outcome: 'Hasil',
  duration: 'Durasi',
  range: 'Tanggal',
  detailsOf: (started) => `Rincian eksekusi ${started}`,
  missed: (count) => `mencakup ${count} eksekusi terlewat`,
};
