/** Bahasa Indonesia: keadaan utama dan penjelasannya. */
import type { Words } from '../english.ts';

export const headline: Words['headline'] = {
  word: {
    current: 'Berjalan normal',
    computing: 'Sedang menghitung',
    slow: 'Lebih lama dari biasanya',
    requested: 'Eksekusi diminta',
    retrying: 'Menunggu percobaan berikutnya',
    starting: 'Akan dimulai',
    paused: 'Dijeda',
    failing: 'Bermasalah',
    overdue: 'Terlambat',
    clock_went_back: 'Jam server mundur',
    incomplete: 'Belum lengkap',
    first: 'Menunggu eksekusi pertama',
    unknown: 'Status tidak diketahui',
  },
  lastSuccess: (age, moment) =>
    age === ''
      ? `Terakhir berhasil baru saja (${moment}).`
      : `Terakhir berhasil ${age} yang lalu (${moment}).`,
  lastSuccessAhead: (moment) => `Terakhir berhasil: ${moment}, menurut jam server saat itu.`,
  clockWentBack: (by, since) =>
    `Jam server mundur ${by} (diketahui: ${since}). Waktu yang dicatat sebelumnya bisa keliru sebesar itu. Jadwal tetap berjalan: eksekusi berikutnya paling lama satu interval lagi. Periksa jam server, dan akhir jeda jika ada. Pesan ini hilang setelah ada eksekusi yang berhasil.`,
  lostRepeatedly: (lost, of) =>
    `Pada ${lost} dari ${of} eksekusi terakhir, aplikasinya sendiri terhenti dan pekerjaan yang sudah berjalan hilang. Beri tahu pengelola aplikasi: mungkin deployment tidak menunggu eksekusi selesai, atau Azure mengambil kembali instance-nya. Eksekusi yang biasanya lebih dari 10 menit sebaiknya memakai hosting "dedicated" (docs/deployment.md, "Which hosting").`,
  noSuccess: 'Belum ada eksekusi yang berhasil.',
  failedInARow: (count) => (count === 1 ? 'Eksekusi terakhir gagal.' : `${count} eksekusi terakhir gagal.`),
  overdueSince: (moment) =>
    `Eksekusi seharusnya dimulai pada ${moment}, tetapi sampai sekarang belum dimulai.`,
  overdueAdvice:
    'Beri tahu pengelola aplikasi: pengatur waktunya tidak bekerja lagi. Biasanya cukup dengan memulai ulang aplikasi.',
  pauseOverSince: (moment) => `Jeda sudah berakhir sejak ${moment}, tetapi jadwal belum dilanjutkan.`,
  late: 'Sudah terlalu lama tidak ada eksekusi yang berhasil.',
  first: 'Tidak perlu tindakan: eksekusi pertama dimulai otomatis.',
  unknown: 'Status penjadwal tidak diketahui sampai API-nya menjawab.',
  pausedBy: (by, since) => `Dijeda oleh ${by} sejak ${since}`,
  pausedUntil: (until) => `Dilanjutkan otomatis pada ${until}.`,
  pausedForGood: 'Tetap dijeda sampai ada yang melanjutkannya.',
  runningSince: (since) => `Berjalan sejak ${since}.`,
  runningUntil: (since, end) => `Berjalan sejak ${since}, diperkirakan selesai sekitar ${end}.`,
  runningOver: (since) => `Berjalan sejak ${since}; seharusnya selesai sebentar lagi.`,
  runningLong: (since, times, usual) => `Berjalan sejak ${since}: ${times}× biasanya (${usual}).`,
  strip: (count) => (count === 1 ? 'Eksekusi terakhir' : `${count} eksekusi terakhir, terbaru di akhir`),
  stripGood: (good) => `${good} berhasil`,
  messageOf: 'Pesan kesalahannya',
  toFailed: 'Lihat eksekusi yang gagal',
  alsoPaused: 'Jadwal sedang dijeda; eksekusi ini tetap berjalan.',
};
