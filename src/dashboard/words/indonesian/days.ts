/** Bahasa Indonesia: kalender hari. */
import type { Words } from '../english.ts';

export const days: Words['days'] = {
  title: 'Hari',
  earlier: 'Bulan sebelumnya',
  calendar: 'Kalender hari',
  today: 'hari ini',
  legend: 'Tanda pada kalender',
  count: (count) => `${count} hari`,
  state: {
    settled: 'lengkap',
    computed: 'sementara',
    gap: 'kosong',
    pending: 'data susulan',
    in_progress: 'sedang dihitung',
    closed: 'tutup buku',
    not_yet: 'belum waktunya',
    not_covered: 'di luar cakupan',
  },
  meaning: {
    settled: 'Dihitung setelah semua datanya masuk.',
    computed:
      'Sudah dihitung, tetapi datanya masih bisa bertambah: dihitung lagi oleh salah satu eksekusi berikutnya.',
    gap: 'Jadwal sudah melewati hari ini tanpa menghitungnya sampai lengkap.',
    pending: 'Ada data yang masuk setelah hari ini dihitung: akan dihitung ulang.',
    in_progress: 'Sedang dihitung oleh eksekusi yang berjalan.',
    closed: 'Termasuk periode yang sudah tutup buku: tidak dihitung lagi.',
    not_yet: 'Dihitung oleh salah satu eksekusi berikutnya.',
    not_covered: 'Sebelum cakupan dimulai: hanya dihitung jika ada yang memintanya.',
  },
  computedAt: (moment) => `Terakhir dihitung: ${moment}.`,
  neverComputed: 'Belum pernah dihitung.',
  toRun: 'Rincian eksekusi itu',
  hint: 'Pilih satu hari untuk melihat eksekusi terakhirnya, atau pilih hari pertama dan hari terakhir.',
  hintMore: 'Pilih hari lain untuk memilih semua hari di antaranya.',
  clear: 'Batalkan pilihan',
};
