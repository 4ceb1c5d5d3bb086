/** Bahasa Indonesia: eksekusi yang sedang berjalan. */
import type { Words } from '../english.ts';

export const runInProgress: Words['runInProgress'] = {
  title: 'Eksekusi yang sedang berjalan',
  elapsed: 'Sudah berjalan',
  attempt: 'Percobaan',
  range: 'Tanggal',
  startedBy: 'Dijalankan oleh',
  expectedEnd: 'Perkiraan selesai',
  deadline: 'Batas waktu',
  usualDuration: 'Durasi biasanya',
  usual: (median, runs) => `${median}, median dari ${runs} eksekusi`,
  noUsual: 'belum ada eksekusi sebagai pembanding',
  longer: 'lebih lama dari biasanya',
  rows: 'Baris sejauh ini',
  progress: 'Kemajuan',
  reported: (percent) => `${percent}, menurut laporan prosedur`,
  expected: (percent) => `sekitar ${percent}, menurut durasi biasanya`,
  unmeasured: 'sedang berjalan, kemajuan tidak diketahui',
  connecting: 'Menghubungi SQL Server …',
  messages: 'Pesan terbaru',
  noMessages: 'Belum ada pesan.',
  nextAttempt: (number, moment) => `Percobaan ${number} dijadwalkan pada ${moment}.`,
  startsSoon: 'Segera dimulai.',
  stopRequestedBy: 'Penghentian diminta oleh',
  stopping: 'Penghentian sudah diminta, tetapi belum dikonfirmasi oleh prosedur.',
  reconciling:
    'Proses eksekusi ini sudah tidak ada. SQL Server sedang diperiksa apakah prosedurnya masih berjalan.',
  orphaned:
    'Proses eksekusi ini sudah tidak ada, tetapi prosedurnya masih berjalan di server. Eksekusi lain baru dimulai setelah prosedur itu selesai.',
  details: 'Rincian eksekusi ini',
};
