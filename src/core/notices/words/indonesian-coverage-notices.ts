/** Bahasa Indonesia: pemberitahuan tentang tanggal yang masih kosong dan data susulan. */
import { indonesianFailures } from './indonesian-failures.ts';
import { type CoverageNoticeKind, whoIn, type WordsOfKinds } from './notice-words.ts';
import type { Say } from './say.ts';
import type { NoticeOf } from '../notice.ts';
import { countDates, type DateRanges } from '../../coverage/date-ranges.ts';

export const noPerson = { anonymous: 'pengguna tanpa nama', schedule: 'penjadwal' };
export const reasonOf = (reason: string | undefined): string =>
  reason === undefined || reason === '' ? '' : ` Alasannya: “${reason}”.`;

function list(dates: DateRanges, days: number, { stretches }: Say): string {
  const rest = days - countDates(dates);
  return rest === 0 ? stretches(dates) : `${stretches(dates)}; dan ${rest} tanggal lain`;
}

type Gap = NoticeOf<'coverage_gap'>;

function causeOf({ why, by = '', reason }: Gap): string {
  switch (why) {
    case 'ask':
      return 'Tanggal kosong hanya dihitung jika diminta (BACKFILL diisi ask), dan belum ada yang memintanya.';
    case 'paused':
      return `Pengisian tanggal kosong dijeda oleh ${whoIn(noPerson, by).who}.${reasonOf(reason)}`;
    case 'slow':
      return 'Selama satu hari terakhir belum ada tanggal kosong yang dihitung oleh pengisian otomatis.';
  }
}

const remedies: Readonly<Record<Gap['why'], string>> = {
  ask: 'Buka dasbor, lalu mulai pengisian untuk tanggal itu di bagian Hari.',
  paused: 'Jika alasannya sudah tidak berlaku, buka dasbor dan lanjutkan pengisian di bagian Hari.',
  slow: 'Buka dasbor: di bagian Hari terlihat apa yang ditunggu oleh pengisian. Jika diperlukan lebih cepat, pilih Jalankan sekarang untuk tanggal itu.',
};

function endOf({ outcome, failure }: NoticeOf<'backfill_stopped'>): string {
  switch (outcome) {
    case 'timed_out':
      return 'melewati batas waktunya';
    case 'lost':
      return 'aplikasi terhenti saat prosedur berjalan';
    case 'failed': {
      const number = failure?.number === undefined ? '' : ` (kesalahan ${failure.number})`;
      return `${indonesianFailures[failure?.class ?? 'unclassified'].cause}${number}`;
    }
  }
}

const notForPayroll = 'Jangan pakai data itu untuk penggajian sebelum tanggalnya dihitung.';

export const indonesianCoverageNotices: WordsOfKinds<CoverageNoticeKind> = {
  coverage_gap: (notice, say) => ({
    title: `${notice.days} tanggal masih kosong`,
    happened: `Sudah lebih dari satu hari kosong: ${list(notice.dates, notice.days, say)}. Jadwal tidak lagi menghitung tanggal itu. ${causeOf(notice)}`,
    meaning: `Data tanggal yang kosong belum lengkap atau masih data lama. ${notForPayroll}`,
    todo: remedies[notice.why],
  }),
  backfill_stopped: (notice, say) => ({
    title: `pengisian berhenti, ${notice.days} tanggal belum dihitung`,
    happened: `${notice.failures} eksekusi pengisian gagal berturut-turut, jadi pengisian berhenti. Yang terakhir, untuk tanggal ${say.days(notice.range)}, gagal: ${endOf(notice)}. Yang belum dihitung: ${list(notice.dates, notice.days, say)}.`,
    meaning: `Data tanggal itu belum lengkap atau masih data lama, dan tidak lagi dihitung secara otomatis. ${notForPayroll} Eksekusi terjadwal tetap berjalan.`,
    todo: 'Buka eksekusi pengisian yang terakhir di dasbor dan atasi penyebabnya, bila perlu bersama tim IT. Setelah itu lanjutkan pengisian di bagian Hari.',
  }),
  late_in_closed_period: ({ days, dates, through, rows }, say) => ({
    title: `data susulan untuk ${days} tanggal yang sudah tutup buku`,
    happened: `${rows === undefined ? 'Data baru' : `${rows} baris baru`} masuk untuk tanggal yang sudah tutup buku (sampai ${say.days({ awal: through, akhir: through })}): ${list(dates, days, say)}.`,
    meaning:
      'Data tanggal itu tetap seperti saat periodenya ditutup. Data yang baru masuk tidak ikut dihitung.',
    todo: 'Putuskan apakah data itu perlu dihitung. Jika perlu, administrator membuka kembali periodenya untuk sementara; setelah itu tanggalnya dihitung oleh pengisian. Jika tidak, tidak ada yang perlu dilakukan.',
  }),
  late_input_unknown: ({ since }, { moment }) => ({
    title: 'belum diketahui apakah ada data susulan',
    happened: `Sejak ${moment(since)} basis data tidak menjawab tanggal mana yang mendapat data baru.`,
    meaning:
      'Eksekusi tetap berjalan sesuai jadwal. Namun, jika ada data yang masuk terlambat untuk tanggal yang sudah dihitung, tanggal itu belum dihitung ulang sampai basis data menjawab.',
    todo: 'Beri tahu tim IT: penyebabnya ada di log (late_input_unknown). Prosedur pada PENDING_PROCEDURE harus ada, dan aplikasi harus diizinkan menjalankannya.',
  }),
  cut_off_in_danger: ({ days, dates, day, startBy }, say) => ({
    title: `${days} tanggal mungkin belum lengkap saat tutup buku`,
    happened: `Tutup buku jatuh pada ${say.days({ awal: day, akhir: day })}, dan yang belum lengkap: ${list(dates, days, say)}. Eksekusi terakhir untuk tanggal itu harus dimulai paling lambat ${say.moment(startBy)}.`,
    meaning: `Jika dibiarkan, data tanggal itu belum lengkap saat periodenya ditutup. ${notForPayroll}`,
    todo: 'Buka dasbor: bagian Hari menunjukkan apa yang ditunggu. Lanjutkan pengisian atau jadwal jika dijeda atau berhenti, atau pilih Jalankan sekarang untuk tanggal itu.',
  }),
};
