/** Bahasa Indonesia: semua pemberitahuan. */
import { indonesianCoverageNotices, noPerson, reasonOf } from './indonesian-coverage-notices.ts';
import { indonesianRecoveries } from './indonesian-recoveries.ts';
import { indonesianRunNotices } from './indonesian-run-notices.ts';
import { channelSettings, type NoticeWords, type Sentences, whoIn } from './notice-words.ts';
import type { ConfigChange } from '../notice.ts';
import type { SkipReason } from '../../run/run.ts';

const skips: Readonly<Record<SkipReason, string>> = {
  foreign_run: 'prosedur sedang dijalankan pihak lain',
  still_running: 'eksekusi sebelumnya belum selesai',
  missed: 'penjadwal tidak berjalan pada waktu itu',
  period_closed: 'tanggalnya ada dalam periode yang sudah tutup buku',
};
const changed: Readonly<Record<ConfigChange, string>> = {
  paused: 'menjeda jadwal',
  resumed: 'melanjutkan jadwal',
  interval: 'mengubah interval',
  schedule: 'mengubah jadwal',
  mutes: 'mengubah saluran yang dibisukan',
};
const effects: Readonly<Record<ConfigChange, string>> = {
  paused: 'Tidak ada eksekusi terjadwal yang dimulai sampai jadwal dilanjutkan, jadi data tidak diperbarui.',
  resumed: 'Data kembali dihitung ulang sesuai jadwal.',
  interval: 'Data mungkin dihitung ulang lebih sering atau lebih jarang dari sebelumnya.',
  schedule: 'Data mungkin dihitung ulang pada waktu yang berbeda dari sebelumnya.',
  mutes: 'Tidak berpengaruh terhadap data. Saluran yang dibisukan tidak menerima pemberitahuan.',
};
const wrongSettings = (channel: string): Sentences => ({
  title: `saluran tidak dipakai: ${channel}`,
  happened: `Pengaturan ${channel} salah, jadi tidak ada yang dikirim ke sana. Pemberitahuan yang sudah menunggu disimpan selama satu hari.`,
  meaning: 'Tidak berpengaruh terhadap data. Namun, kegagalan tidak diberitahukan melalui saluran ini.',
  todo: `Beri tahu tim IT: kartu Pemberitahuan di dasbor menunjukkan pengaturan ${channel} mana yang salah dan isi yang seharusnya.`,
});

export const indonesianNotices: NoticeWords = {
  labels: {
    happened: 'Apa yang terjadi',
    meaning: 'Apa artinya bagi data',
    todo: 'Apa yang perlu dilakukan',
    details: 'Buka rinciannya',
  },
  times: (zone) => `Waktu menurut ${zone}.`,
  kinds: {
    ...indonesianRunNotices,
    ...indonesianCoverageNotices,
    no_success: ({ lastSuccessAt, limit, failures, skip }, { moment, length }) => ({
      title: 'terlalu lama tidak ada eksekusi yang berhasil',
      happened: [
        lastSuccessAt === undefined
          ? `Belum ada eksekusi yang berhasil, padahal seharusnya sudah ada dalam ${length(limit)}.`
          : `Eksekusi terakhir yang berhasil selesai pada ${moment(lastSuccessAt)}. Seharusnya sudah ada yang berhasil lagi dalam ${length(limit)}.`,
        ...(failures > 1 ? [`${failures} eksekusi terakhir gagal.`] : []),
        ...(failures === 1 ? ['Eksekusi terakhir gagal.'] : []),
        ...(skip === undefined ? [] : [`Eksekusi terakhir dilewati karena ${skips[skip]}.`]),
      ].join(' '),
      meaning:
        'Data tidak diperbarui sesuai jadwal. Jangan menutup periode penggajian sebelum ada eksekusi yang berhasil.',
      todo: 'Buka dasbor: di sana terlihat apa yang menghalangi eksekusi. Jika belum jelas juga, segera beri tahu tim IT.',
    }),
    paused_long: ({ since, by, reason, until }, { moment }) => ({
      title: 'jadwal masih dijeda',
      happened: `${whoIn(noPerson, by).Who} menjeda jadwal pada ${moment(since)}${until === undefined ? ', tanpa batas waktu' : ` sampai ${moment(until)}`}. Sampai sekarang jadwal masih dijeda.${reasonOf(reason)}`,
      meaning:
        'Tidak ada eksekusi terjadwal yang dimulai, jadi data tidak diperbarui. Jangan menutup periode penggajian sebelum ada eksekusi yang berhasil.',
      todo: 'Jika alasannya sudah tidak berlaku, pilih Lanjutkan di dasbor. Jika masih berlaku, pilih Jeda lagi dan isi kapan jadwal dilanjutkan.',
    }),
    clock_went_back: ({ wentBackBy }, { length }) => ({
      title: 'jam server mundur',
      happened: `Jam server mundur ${length(wentBackBy)}.`,
      meaning:
        'Jadwal tetap berjalan. Selama jam server keliru, eksekusi mungkin menghitung ulang tanggal yang salah, dan waktu yang dicatat bisa keliru sebesar itu.',
      todo: 'Minta tim IT memeriksa jam server. Jika jadwal dijeda sampai waktu tertentu, periksa waktu itu.',
    }),
    config_changed: ({ changes, by, reason }) => {
      const { who, Who, isPerson } = whoIn(noPerson, by);
      const done = changes.map((each) => changed[each]).join(' dan ');
      return {
        title: `${who} ${done}`,
        happened: `${Who} ${done}.${reasonOf(reason)}`,
        meaning: changes.map((each) => effects[each]).join(' '),
        todo: isPerson
          ? `Jika sudah disepakati, tidak ada yang perlu dilakukan. Jika belum, tanyakan kepada ${by}: jejak audit di dasbor menunjukkan nilai sebelum dan sesudahnya.`
          : 'Jika sudah disepakati, tidak ada yang perlu dilakukan. Jika belum, lihat jejak audit di dasbor: di sana ada nilai sebelum dan sesudahnya.',
      };
    },
    channel_off: ({ channel, cause }) =>
      cause === 'settings'
        ? wrongSettings(channelSettings[channel].label)
        : {
            title: `saluran dimatikan: ${channelSettings[channel].label}`,
            happened: `Penerima ${channelSettings[channel].label} menjawab bahwa alamatnya sudah tidak ada (410). Pemberitahuan tidak lagi dikirim ke sana.`,
            meaning:
              'Tidak berpengaruh terhadap data. Namun, eksekusi yang gagal tidak lagi diberitahukan melalui saluran ini.',
            todo: `Beri tahu tim IT: ${channelSettings[channel].setting} memerlukan alamat baru. Jika alamat lamanya berfungsi lagi, kirim pesan uji dari dasbor; saluran itu akan aktif kembali.`,
          },
    test: ({ by }) => ({
      title: 'pesan uji',
      happened: `${whoIn(noPerson, by).Who} mengirim pesan uji ini dari dasbor. Tidak ada masalah.`,
      meaning: 'Tidak berpengaruh terhadap data.',
      todo: 'Tidak ada: saluran ini berfungsi.',
    }),
    recovered: (notice, say) => indonesianRecoveries[notice.over](notice, say),
  },
};
