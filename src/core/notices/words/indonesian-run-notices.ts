/** Bahasa Indonesia: pemberitahuan tentang eksekusi yang bermasalah atau tidak kunjung selesai. */
import { indonesianFailures } from './indonesian-failures.ts';
import type { RunNoticeKind, WordsOfKinds } from './notice-words.ts';
import type { Say } from './say.ts';
import type { EpochMs } from '../../time/time.ts';

const inARow = (failures: number): string => (failures > 1 ? `, ${failures} kali berturut-turut` : '');
const lastSuccess = (at: EpochMs | undefined, { moment }: Say): string =>
  at === undefined
    ? 'Belum ada eksekusi yang berhasil.'
    : `Eksekusi terakhir yang berhasil selesai pada ${moment(at)}.`;
const next = (at: EpochMs | undefined, { moment }: Say): string =>
  at === undefined
    ? 'Belum ada eksekusi berikutnya yang dijadwalkan.'
    : `Eksekusi berikutnya dijadwalkan pada ${moment(at)}.`;
const notForPayroll =
  'Jangan pakai data itu untuk penggajian sebelum ada eksekusi yang berhasil untuk tanggal tersebut.';
const perhapsInPart = `Data tanggal tersebut mungkin masih data lama, atau baru sebagian dihitung ulang. ${notForPayroll}`;

export const indonesianRunNotices: WordsOfKinds<RunNoticeKind> = {
  run_failed: ({ range, attempts, failures, failure, lastSuccessAt, nextAt }, say) => {
    const { cause, todo } = indonesianFailures[failure.class];
    const number = failure.number === undefined ? '' : ` (kesalahan ${failure.number})`;
    const after = attempts > 1 ? ` setelah ${attempts} kali dicoba` : '';
    const unchanged = `Data tanggal tersebut belum dihitung ulang. ${notForPayroll}`;
    return {
      title: `eksekusi gagal${inARow(failures)}`,
      happened: `Eksekusi untuk tanggal ${say.days(range)} gagal${after}: ${cause}${number}.`,
      meaning: `${failure.class === 'unreachable' ? unchanged : perhapsInPart} ${lastSuccess(lastSuccessAt, say)}`,
      todo: `${todo} ${next(nextAt, say)}`,
    };
  },
  run_timed_out: ({ range, limit, failures, lastSuccessAt, nextAt }, say) => ({
    title: `eksekusi dihentikan karena melewati batas waktu${inARow(failures)}`,
    happened: `Eksekusi untuk tanggal ${say.days(range)} berjalan lebih lama dari batas waktunya, yaitu ${say.length(limit)}, lalu dihentikan.`,
    meaning: `${perhapsInPart} ${lastSuccess(lastSuccessAt, say)}`,
    todo: `Tanyakan kepada tim IT apakah basis data sedang lambat atau terkunci. Jika datanya memang bertambah banyak, tim IT dapat menaikkan RUN_TIMEOUT_MINUTES. ${next(nextAt, say)}`,
  }),
  run_lost: ({ range, failures, lastSuccessAt, nextAt }, say) => ({
    title: `hasil eksekusi tidak diketahui${inARow(failures)}`,
    happened: `Aplikasi terhenti saat eksekusi untuk tanggal ${say.days(range)} berjalan. Tidak diketahui sejauh mana prosedur sudah bekerja.`,
    meaning: `Data tanggal tersebut mungkin masih data lama, baru sebagian dihitung ulang, atau sudah lengkap. ${notForPayroll} ${lastSuccess(lastSuccessAt, say)}`,
    todo: `Jika data tanggal tersebut diperlukan sebelum eksekusi berikutnya, pilih Jalankan sekarang untuk tanggal itu. Jika terjadi lagi, tanyakan kepada tim IT mengapa aplikasi terhenti saat eksekusi berjalan. ${next(nextAt, say)}`,
  }),
  foreign_run: ({ range, nextAt }, say) => ({
    title: 'prosedur sedang dijalankan pihak lain',
    happened: `Eksekusi untuk tanggal ${say.days(range)} dilewati karena sesi lain sedang menjalankan prosedur: ada orang atau program lain yang menjalankannya.`,
    meaning:
      'Penjadwal tidak menghitung ulang data tanggal tersebut. Tanggal yang dihitung ulang oleh sesi lain itu hanya diketahui oleh yang menjalankannya.',
    todo: `Cari tahu siapa yang menjalankan prosedur. Jika tidak ada yang tahu, tanyakan kepada tim IT sesi mana yang memegang kuncinya. ${next(nextAt, say)}`,
  }),
  unusually_long: ({ range, startedAt, usual }, say) => ({
    title: 'eksekusi lebih lama dari biasanya',
    happened: `Eksekusi untuk tanggal ${say.days(range)} berjalan sejak ${say.moment(startedAt)}. Biasanya eksekusi selesai paling lama dalam ${say.length(usual)}.`,
    meaning: 'Data tanggal tersebut belum lengkap. Eksekusi masih berjalan.',
    todo: 'Tunggu sampai selesai sebelum memakai datanya. Jika tidak dapat menunggu, tanyakan kepada tim IT apakah basis data sedang lambat atau terkunci. Eksekusi dihentikan jika melewati batas waktunya.',
  }),
  end_open: ({ range, since }, say) => ({
    title: 'belum jelas apakah eksekusi sudah selesai',
    happened: `Aplikasi kehilangan koneksi ke eksekusi untuk tanggal ${say.days(range)} pada ${say.moment(since)}. SQL Server tidak menjawab apakah prosedur masih berjalan.`,
    meaning:
      'Data tanggal tersebut mungkin masih data lama, baru sebagian dihitung ulang, atau sudah lengkap. Sebelum ada jawaban, tidak ada eksekusi lain yang dimulai, jadi data tidak diperbarui.',
    todo: 'Tanyakan kepada tim IT apakah SQL Server menyala dan dapat dihubungi oleh aplikasi ini. Begitu SQL Server menjawab, penjadwal melanjutkan pekerjaannya sendiri.',
  }),
};
