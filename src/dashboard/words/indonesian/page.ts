/** Bahasa Indonesia: halaman, judul, dan bagian-bagiannya. */
import type { Words } from '../words.ts';

export const page: Words['page'] = {
  title: (job) => `Penjadwal ${job}`,
  language: 'Bahasa',
  skipToContent: 'Langsung ke isi',
  updated: (time) => `Diperbarui ${time}`,
  loading: 'Memuat …',
  none: '–',
  close: 'Tutup',
  headline: {
    current: 'Terkini',
    running: 'Sedang berjalan',
    retrying: 'Menunggu percobaan berikutnya',
    starting: 'Akan dimulai',
    paused: 'Dijeda',
    failing: 'Gagal',
    overdue: 'Terlambat',
    first: 'Menunggu eksekusi pertama',
    unknown: 'Tidak diketahui',
  },
  lastSuccess: (age, moment) => `Terakhir berhasil ${age} yang lalu (${moment}).`,
  noSuccess: 'Belum ada eksekusi yang berhasil.',
  failedInARow: (count) =>
    count === 1 ? 'Eksekusi terakhir gagal.' : `${count} eksekusi berturut-turut gagal.`,
  overdueSince: (moment) => `Eksekusi seharusnya dimulai ${moment}, tetapi belum ada yang memulainya.`,
  lateWords: 'Sudah terlalu lama sejak eksekusi terakhir yang berhasil.',
  firstWords: 'Tidak perlu melakukan apa pun: eksekusi pertama dimulai dengan sendirinya.',
  unknownWords: 'Keadaan penjadwal tidak dapat diketahui tanpa jawaban dari API-nya.',
  pausedBy: (by, since) => `Dijeda oleh ${by} sejak ${since}`,
  pausedUntil: (until) => `Berlanjut dengan sendirinya ${until}.`,
  pausedForGood: 'Dijeda sampai ada yang melanjutkannya.',
  alsoPaused: 'Jadwal dijeda; eksekusi ini tetap berjalan.',
  actor: {
    schedule: 'jadwal',
    'first start': 'awal mula',
    'end of the pause': 'akhir jeda',
    'function key': 'kunci fungsi',
    anonymous: 'anonim',
  },
  noReason: 'tanpa alasan',
};
