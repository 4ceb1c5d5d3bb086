/** Bahasa Indonesia: pemberitahuan bahwa suatu masalah sudah selesai. */
import { channelSettings, type RecoveryWords, type Sentences } from './notice-words.ts';
import type { Say } from './say.ts';
import type { NoticeOf } from '../notice.ts';

const nothing = 'Tidak ada yang perlu dilakukan.';

function succeeded(trouble: string) {
  return ({ range, lasted }: NoticeOf<'recovered'>, { days, length }: Say): Sentences => ({
    title: 'eksekusi sudah berhasil lagi',
    happened: `${range === undefined ? 'Sebuah eksekusi' : `Eksekusi untuk tanggal ${days(range)}`} berhasil, ${length(lasted)} setelah ${trouble}.`,
    meaning:
      range === undefined
        ? 'Data pada tanggal-tanggal eksekusi itu sudah mutakhir.'
        : 'Data tanggal tersebut sudah mutakhir. Tanggal sebelumnya tidak dihitung ulang oleh eksekusi ini.',
    todo: 'Jika sebelumnya ada eksekusi yang gagal untuk tanggal yang lebih awal, pilih Jalankan sekarang untuk tanggal itu. Jika tidak, tidak ada yang perlu dilakukan.',
  });
}

export const indonesianRecoveries: RecoveryWords = {
  run_failed: succeeded('kegagalan pertama'),
  run_timed_out: succeeded('eksekusi dihentikan karena melewati batas waktu'),
  run_lost: succeeded('hasil suatu eksekusi tidak diketahui'),
  no_success: succeeded('pemberitahuan bahwa terlalu lama tidak ada eksekusi yang berhasil'),
  foreign_run: ({ lasted }, { length }) => ({
    title: 'prosedur tidak lagi dijalankan pihak lain',
    happened: `Sesi lain itu sudah tidak menjalankan prosedur, ${length(lasted)} setelah diketahui.`,
    meaning:
      'Eksekusi terjadwal dimulai lagi. Tanggal yang dilewati baru dihitung ulang jika tercakup dalam suatu eksekusi.',
    todo: 'Periksa di riwayat apakah sudah ada eksekusi yang berhasil untuk tanggal tersebut. Jika belum, pilih Jalankan sekarang untuk tanggal itu.',
  }),
  unusually_long: ({ lasted }, { length }) => ({
    title: 'eksekusi yang lama itu sudah selesai',
    happened: `Eksekusi yang lebih lama dari biasanya selesai ${length(lasted)} setelah diketahui.`,
    meaning:
      'Jika berhasil, data tanggalnya sudah mutakhir. Jika tidak, jangan dulu pakai data itu untuk penggajian.',
    todo: 'Periksa di riwayat apakah eksekusi itu berhasil.',
  }),
  end_open: ({ lasted }, { length }) => ({
    title: 'SQL Server sudah menjawab lagi',
    happened: `SQL Server menjawab lagi, ${length(lasted)} setelah pemberitahuan. Sekarang diketahui apakah prosedur masih berjalan.`,
    meaning:
      'Jika masih berjalan, eksekusi berikutnya menunggu sampai prosedur selesai. Jika tidak, eksekusi dimulai lagi sesuai jadwal. Jangan pakai data tanggal eksekusi itu untuk penggajian sebelum ada eksekusi yang berhasil.',
    todo: 'Lihat eksekusi itu di dasbor. Jika tidak berhasil dan datanya diperlukan sebelum eksekusi berikutnya, pilih Jalankan sekarang untuk tanggal itu.',
  }),
  paused_long: ({ lasted, since, until }, { length, moment }) =>
    since === undefined
      ? {
          title: 'jadwal tidak lagi dijeda',
          happened: `Jadwal dilanjutkan, ${length(lasted)} setelah pemberitahuan tentang jeda yang lama.`,
          meaning:
            'Data kembali dihitung ulang sesuai jadwal. Tanggal selama jeda baru dihitung ulang jika tercakup dalam suatu eksekusi.',
          todo: 'Periksa di riwayat apakah sudah ada eksekusi yang berhasil untuk tanggal selama jeda. Jika belum, pilih Jalankan sekarang untuk tanggal itu.',
        }
      : {
          title: until === undefined ? 'jadwal dijeda lagi' : 'jeda jadwal sekarang ada batas waktunya',
          happened: `Jadwal dijeda lagi pada ${moment(since)}${until === undefined ? ', tanpa batas waktu' : `. Jadwal dilanjutkan secara otomatis pada ${moment(until)}`}.`,
          meaning:
            'Sebelum jadwal dilanjutkan, tidak ada eksekusi terjadwal yang dimulai, jadi data tidak diperbarui.',
          todo: 'Jika sudah disepakati, tidak ada yang perlu dilakukan. Jika data diperlukan lebih cepat, pilih Lanjutkan di dasbor.',
        },
  clock_went_back: ({ lasted, runId }, { length }) =>
    runId === undefined
      ? {
          title: 'jam server sudah benar lagi',
          happened: `Jam server dimajukan kembali, ${length(lasted)} setelah mundur.`,
          meaning:
            'Eksekusi yang dimulai selama jam server keliru mungkin menghitung ulang tanggal yang salah.',
          todo: 'Periksa di riwayat apakah tanggal eksekusi sejak saat itu benar. Jika tidak, pilih Jalankan sekarang untuk tanggal yang belum dihitung ulang.',
        }
      : {
          title: 'eksekusi berhasil lagi setelah jam server mundur',
          happened: `Sebuah eksekusi berhasil dengan jam server yang sekarang, ${length(lasted)} setelah jamnya mundur.`,
          meaning:
            'Data pada tanggal-tanggal eksekusi itu sudah mutakhir. Waktu yang sudah tercatat tidak diubah.',
          todo: nothing,
        },
  channel_off: ({ channel, lasted }, { length }) => ({
    title: 'saluran berfungsi lagi',
    happened: `Pemberitahuan kembali dikirim melalui ${channel === undefined ? 'saluran itu' : channelSettings[channel].label}, ${length(lasted)} setelah pengirimannya berhenti.`,
    meaning: 'Tidak berpengaruh terhadap data.',
    todo: 'Lihat daftar pemberitahuan di dasbor: di sana terlihat apa yang tidak terkirim selama itu.',
  }),
  coverage_gap: ({ lasted }, { length }) => ({
    title: 'tidak ada lagi tanggal yang kosong',
    happened: `Tanggal yang kosong sudah dihitung atau periodenya ditutup, ${length(lasted)} setelah diketahui.`,
    meaning: 'Data sudah lengkap lagi, kecuali tanggal yang masih akan dihitung sesuai jadwal.',
    todo: nothing,
  }),
  backfill_stopped: ({ lasted, range }, { days, length }) =>
    range === undefined
      ? {
          title: 'tidak ada lagi tanggal yang perlu diisi',
          happened: `Tidak ada lagi tanggal yang kosong, ${length(lasted)} setelah pengisian berhenti.`,
          meaning: 'Data sudah lengkap lagi, kecuali tanggal yang masih akan dihitung sesuai jadwal.',
          todo: 'Jika pengisian masih berhenti, lanjutkan di dasbor di bagian Hari, agar tanggal yang kosong nanti juga dihitung.',
        }
      : {
          title: 'pengisian berfungsi lagi',
          happened: `Eksekusi pengisian untuk tanggal ${days(range)} berhasil, ${length(lasted)} setelah pengisian berhenti.`,
          meaning: 'Data tanggal tersebut sudah mutakhir. Tanggal kosong lainnya menyusul.',
          todo: nothing,
        },
  late_in_closed_period: ({ lasted }, { length }) => ({
    title: 'data susulan tidak lagi menunggu di periode yang ditutup',
    happened: `Periodenya dibuka kembali, atau periode berikutnya ditutup, ${length(lasted)} setelah pemberitahuan tentang data susulan.`,
    meaning:
      'Jika periodenya dibuka kembali, tanggal itu dihitung ulang oleh pengisian. Jika tidak, datanya tetap seperti semula.',
    todo: nothing,
  }),
  cut_off_in_danger: ({ lasted }, { length }) => ({
    title: 'tutup buku tidak lagi terancam terlambat',
    happened: `Tanggal itu sudah lengkap, akan lengkap pada waktunya, atau hari tutup buku sudah lewat, ${length(lasted)} setelah pemberitahuan.`,
    meaning: 'Kalender Hari di dasbor menunjukkan tanggal mana yang sudah lengkap.',
    todo: 'Sebelum menutup periode, periksa tanggalnya di dasbor.',
  }),
  late_input_unknown: ({ lasted }, { length }) => ({
    title: 'sudah diketahui lagi apakah ada data susulan',
    happened: `Basis data sudah menjawab lagi tanggal mana yang mendapat data baru, atau tidak ditanyai lagi, ${length(lasted)} setelah pemberitahuan.`,
    meaning: 'Tanggal yang mendapat data selama itu dihitung ulang oleh pengisian.',
    todo: nothing,
  }),
};
