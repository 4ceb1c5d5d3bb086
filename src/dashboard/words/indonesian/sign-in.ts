/** Bahasa Indonesia: kunci fungsi, sesi, dan peran. */
import type { Words } from '../english.ts';

export const signIn: Words['signIn'] = {
  role: { reader: 'Pembaca', operator: 'Operator', admin: 'Administrator' },
  title: 'Kunci fungsi',
  words: 'Aplikasi ini memerlukan kunci fungsi. Kunci hanya disimpan di tab ini sampai tab ditutup.',
  key: 'Kunci',
  open: 'Buka',
  checking: 'Memeriksa …',
  wrong: 'Kunci tidak diterima.',
  forget: 'Lupakan kunci',
  signOut: 'Keluar',
  signedOut:
    'Sesi Anda telah berakhir. Tidak ada yang hilang di halaman ini: masuk kembali di tab lain, lalu halaman ini berlanjut.',
  signIn: 'Masuk',
};
