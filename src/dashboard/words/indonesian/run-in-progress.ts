/** Bahasa Indonesia: eksekusi yang sedang berjalan. */
import type { Words } from '../english.ts';

export const runInProgress: Words['runInProgress'] = {
  title: 'Eksekusi yang sedang berjalan',
  requestedRun: 'Eksekusi yang diminta',
  waitingRun: 'Eksekusi yang segera dimulai',
  elapsed: 'Sudah berjalan',
  attempt: 'Percobaan',
  range: 'Tanggal',
  startedBy: 'Dijalankan oleh',
  requestedBy: 'Diminta oleh',
  expectedEnd: 'Perkiraan selesai',
  deadline: 'Batas waktu',
  usualDuration: 'Durasi biasanya',
  usual: (median, runs) => `${median}, median dari ${runs} eksekusi`,
  noUsual: 'belum ada eksekusi sebagai pembanding',
  times: (times) => `belum pasti: sudah ${times}× biasanya`,
  anyMoment: 'sebentar lagi',
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
  stoppedBy: 'Dihentikan oleh',
  timeLimit: 'batas waktu',
  stopping: 'Prosedur sudah diminta berhenti, tetapi belum mengonfirmasinya.',
  reconciling:
    'Kontak dengan prosedur terputus. Sedang ditanyakan kepada SQL Server apakah prosedurnya masih berjalan.',
  orphaned:
    'Prosedur masih berjalan di server, tetapi di luar kendali aplikasi. Eksekusi lain baru dimulai setelah prosedur itu selesai.',
  details: 'Rincian eksekusi ini',
};
