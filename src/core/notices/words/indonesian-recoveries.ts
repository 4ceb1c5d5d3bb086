/** Bahasa Indonesia: pemberitahuan bahwa suatu masalah sudah selesai. */
import { channelSettings, type RecoveryWords, type Sentences } from './notice-words.ts';
import type { Say } from './say.ts';
import type { NoticeOf } from '../notice.ts';

const nothing = 'Tidak ada.';

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
    meaning: 'Penjadwal kembali menghitung ulang data.',
    todo: nothing,
  }),
  unusually_long: ({ lasted }, { length }) => ({
    title: 'eksekusi yang lama itu sudah selesai',
    happened: `Eksekusi yang lebih lama dari biasanya selesai ${length(lasted)} setelah diketahui.`,
    meaning: 'Riwayat menunjukkan apakah eksekusi itu berhasil. Jika berhasil, datanya sudah mutakhir.',
    todo: 'Lihat hasil eksekusi itu.',
  }),
  end_open: ({ lasted }, { length }) => ({
    title: 'sudah diketahui bahwa eksekusi selesai',
    happened: `SQL Server menjawab lagi, ${length(lasted)} setelah pemberitahuan, dan prosedur sudah tidak berjalan.`,
    meaning: 'Riwayat menunjukkan hasil eksekusi itu. Eksekusi baru dimulai lagi sesuai jadwal.',
    todo: 'Lihat hasil eksekusi itu. Jika datanya diperlukan sebelum eksekusi berikutnya, pilih Jalankan sekarang.',
  }),
  paused_long: ({ lasted }, { length }) => ({
    title: 'jadwal tidak lagi dijeda',
    happened: `Jadwal dilanjutkan, ${length(lasted)} setelah pemberitahuan tentang jeda yang lama.`,
    meaning:
      'Data kembali dihitung ulang sesuai jadwal. Tanggal selama jeda tidak dihitung ulang dengan sendirinya.',
    todo: 'Jika ada tanggal selama jeda yang belum dihitung ulang, pilih Jalankan sekarang untuk tanggal itu.',
  }),
  clock_went_back: ({ lasted }, { length }) => ({
    title: 'eksekusi sudah berhasil sejak jam server mundur',
    happened: `Sebuah eksekusi berhasil dengan jam server yang sekarang, ${length(lasted)} setelah jamnya mundur.`,
    meaning: 'Mulai sekarang waktu dicatat menurut jam yang sekarang. Catatan sebelumnya tidak diubah.',
    todo: nothing,
  }),
  channel_off: ({ channel, lasted }, { length }) => ({
    title: 'saluran berfungsi lagi',
    happened: `Pemberitahuan kembali dikirim melalui ${channel === undefined ? 'saluran itu' : channelSettings[channel].label}, ${length(lasted)} setelah pengirimannya berhenti.`,
    meaning: 'Tidak berpengaruh terhadap data.',
    todo: 'Daftar pemberitahuan di dasbor menunjukkan apa yang tidak terkirim selama itu.',
  }),
};
