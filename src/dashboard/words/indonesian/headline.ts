/** Bahasa Indonesia: keadaan utama dan penjelasannya. */
import type { Words } from '../english.ts';

export const headline: Words['headline'] = {
  word: {
    current: 'Data mutakhir',
    retrying: 'Menunggu percobaan berikutnya',
    starting: 'Akan dimulai',
    paused: 'Dijeda',
    failing: 'Bermasalah',
    overdue: 'Terlambat',
    first: 'Menunggu eksekusi pertama',
    unknown: 'Status tidak diketahui',
  },
  lastSuccess: (age, moment) => `Terakhir berhasil ${age} yang lalu (${moment}).`,
  noSuccess: 'Belum ada eksekusi yang berhasil.',
  failedInARow: (count) => (count === 1 ? 'Eksekusi terakhir gagal.' : `${count} eksekusi terakhir gagal.`),
  overdueSince: (moment) =>
    `Eksekusi seharusnya dimulai pada ${moment}, tetapi sampai sekarang belum dimulai.`,
  pauseOverSince: (moment) => `Jeda sudah berakhir sejak ${moment}, tetapi jadwal belum dilanjutkan.`,
  late: 'Sudah terlalu lama tidak ada eksekusi yang berhasil.',
  first: 'Tidak perlu tindakan: eksekusi pertama dimulai otomatis.',
  unknown: 'Status penjadwal tidak diketahui sampai API-nya menjawab.',
  pausedBy: (by, since) => `Dijeda oleh ${by} sejak ${since}`,
  pausedUntil: (until) => `Dilanjutkan otomatis pada ${until}.`,
  pausedForGood: 'Tetap dijeda sampai ada yang melanjutkannya.',
  runningSince: (since) => `Berjalan sejak ${since}.`,
  runningUntil: (since, end) => `Berjalan sejak ${since}, diperkirakan selesai sekitar ${end}.`,
  runningLong: (since) => `Berjalan sejak ${since}, lebih lama dari biasanya.`,
  alsoPaused: 'Jadwal sedang dijeda; eksekusi ini tetap berjalan.',
};
