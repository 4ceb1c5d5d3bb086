/** Bahasa Indonesia: saluran pemberitahuan, dan pemberitahuannya. */
import type { Words } from '../english.ts';

const channels = { email: 'Email', slack: 'Slack', teams: 'Microsoft Teams', webhook: 'Webhook' };
const off = 'Tidak dipakai: pengaturannya salah. Kegagalan tidak diberitahukan lewat saluran ini.';
const leftOff = { email: off, slack: off, teams: off, webhook: off };

export const notices: Words['notices'] = {
  title: 'Pemberitahuan',
  none: 'Belum ada saluran yang dipakai: tidak ada yang diberi tahu jika eksekusi gagal.',
  channel: channels,
  part: {
    ...channels,
    ping: 'Pemantau luar (PING_URL)',
    notices: 'Bahasa pemberitahuan (NOTICE_LANGUAGE)',
    metrics: 'Metrik (METRICS_TOKEN)',
    pending: 'Data susulan (PENDING_…)',
  },
  wrongSettings: {
    ...leftOff,
    ping: 'Tidak dipakai: pengaturannya salah, jadi layanan di luar tidak menerima kabar dan akan memberi peringatan.',
    notices: 'Pengaturannya salah: saluran yang tidak mengatur bahasanya sendiri memakai bahasa Inggris.',
    metrics: 'Pengaturannya salah: metrik tidak dapat dibaca siapa pun.',
    pending: 'Tidak dipakai: pengaturannya salah, sehingga database tidak ditanyai soal data susulan.',
  },
  neverTried: 'Belum ada yang dikirim.',
  last: {
    delivered: (time) => `Pemberitahuan terakhir terkirim: ${time}.`,
    failed: (time) => `Pengiriman terakhir gagal: ${time}.`,
  },
  off: (time) =>
    `Dimatikan sejak ${time}: penerima tidak mau menerima lagi. Perbaiki alamatnya di pengaturan, atau kirim uji coba.`,
  mutedUntil: (time) => `Dibisukan sampai ${time}, oleh`,
  mute: 'Bisukan …',
  changeMute: 'Ubah pembisuan …',
  muteDialog: {
    title: (channel) => `Bisukan ${channel}`,
    words:
      'Sampai waktu itu tidak ada yang dikirim lewat saluran ini, dan tidak ada yang disusulkan. Eksekusi tetap berjalan seperti biasa.',
    endWords: 'Mulai sekarang pemberitahuan dikirim lagi lewat saluran ini.',
    choice: 'Tindakan',
    until: 'Bisukan sampai',
    untilHint: (zone) => `Waktu setempat ${zone}.`,
    untilMeans: (moment, wait) => `Pemberitahuan dikirim lagi pada ${moment}, ${wait} lagi.`,
    reasonHint: 'Wajib diisi; dicatat dalam jejak audit; paling banyak 500 karakter.',
    confirm: 'Bisukan',
    end: 'Bunyikan lagi',
  },
  tested: {
    delivered: 'uji coba terkirim.',
    failed: 'uji coba gagal; mungkin berhasil jika dicoba lagi.',
    refused: 'uji coba ditolak; pengaturannya salah.',
    gone: 'penerima tidak mau menerima lagi; saluran dimatikan.',
  },
  latest: 'Pemberitahuan terbaru',
  details: 'Rincian',
  happened: 'Apa yang terjadi',
  meaning: 'Artinya',
  todo: 'Yang perlu dilakukan',
  run: 'Eksekusi',
  fate: {
    waiting: 'menunggu dikirim',
    delivered: 'terkirim',
    given_up: 'gagal dikirim',
    left_out: 'tidak dikirim',
  },
  leftOut: {
    muted: 'tidak dikirim (dibisukan)',
    severity: 'tidak dikirim (kurang penting)',
    streak: 'tidak dikirim (belum cukup banyak kegagalan berturut-turut)',
    off: 'tidak dikirim (saluran dimatikan)',
  },
};
