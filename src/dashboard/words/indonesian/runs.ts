/** Bahasa Indonesia: hasil, status, dan kesalahan eksekusi. */
import type { Words } from '../english.ts';
import { remedies } from '../../../api/findings/indonesian-remedies.ts';

export const runs: Words['runs'] = {
  outcome: {
    succeeded: 'Berhasil',
    failed: 'Gagal',
    timed_out: 'Melewati batas waktu',
    cancelled: 'Dibatalkan',
    lost: 'Hasil tidak diketahui',
    interrupted: 'Terputus',
    skipped: 'Dilewati',
  },
  outcomeMeaning: {
    succeeded: 'prosedur selesai tanpa kesalahan',
    failed: 'prosedur atau koneksinya gagal',
    timed_out: 'melewati batas waktu lalu dihentikan',
    cancelled: 'dibatalkan oleh seseorang',
    lost: 'prosesnya tidak lagi merespons, dan hasil prosedurnya tidak dapat dipastikan',
    interrupted: 'aplikasi dihentikan atau diganti',
    skipped: 'tidak dijalankan',
  },
  state: {
    waiting: 'Menunggu',
    running: 'Sedang berjalan',
    stopping: 'Sedang dihentikan',
    reconciling: 'Memeriksa hasil',
    orphaned: 'Berjalan di luar kendali',
    finished: 'Selesai',
  },
  trigger: { schedule: 'Jadwal', request: 'Permintaan', backfill: 'Pengisian' },
  skip: {
    foreign_run: 'prosedur sedang dijalankan pihak lain',
    still_running: 'eksekusi sebelumnya masih berjalan',
    missed: 'waktunya terlewat, dan eksekusi susulan dimatikan',
    period_closed: 'tanggalnya ada dalam periode yang sudah tutup buku',
  },
  warning: {
    return_code: (code) => `prosedur mengembalikan kode ${code}`,
    work_may_remain:
      'data yang sudah disimpan prosedur sebelum dihentikan tetap ada, bahkan mungkin prosedurnya sudah selesai: periksa hasilnya',
    work_remains: 'prosedur sudah selesai sebelum permintaan berhenti sampai: hasilnya tetap ada',
    row_count_limit:
      'jumlah baris yang dilaporkan terlalu besar untuk dihitung dengan tepat: jumlah sebenarnya sebanyak itu atau lebih',
  },
  warningInShort: {
    return_code: (code) => `kode kembalian ${code}`,
    work_may_remain: 'hasilnya mungkin tetap ada',
    work_remains: 'hasilnya tetap ada',
    row_count_limit: 'jumlah baris tidak tepat',
  },
  rowsNotReported: 'jumlah baris tidak dilaporkan',
  errorClass: {
    unreachable: 'SQL Server tidak dapat dihubungi',
    transient: 'sementara',
    outcome_unknown: 'koneksi putus saat berjalan',
    interrupted: 'aplikasi dihentikan',
    governance: 'batas sumber daya Azure SQL',
    access: 'login, izin, atau enkripsi',
    contract: 'prosedur atau parameter',
    data: 'data',
    environment: 'masalah pada server basis data',
    user_raised: 'dilaporkan oleh prosedur',
    unclassified: 'tidak dikenal',
  },
  remedy: ({ remedy_code }) => remedies[remedy_code],
};
