/** Bahasa Indonesia: kapan eksekusi berikutnya dimulai, dan alasannya. */
import type { Words } from '../english.ts';

export const nextRun: Words['nextRun'] = {
  title: 'Eksekusi berikutnya',
  in: 'dalam',
  now: 'sekarang',
  unknown: 'tidak dijadwalkan',
  afterThisRun: (interval) => `${interval} setelah eksekusi ini selesai`,
  about: (moment) => `sekitar ${moment}`,
  reason: {
    first_start: () => 'Jadwal bawaan sedang disiapkan.',
    paused: () => 'Jadwal sedang dijeda.',
    pause_over: () => 'Jeda sudah berakhir; jadwal segera dilanjutkan.',
    waiting_for_slot: ({ cause }) => cause,
    slot_due: ({ at, missed }) =>
      `Eksekusi yang dijadwalkan pada ${at} sudah waktunya dimulai${missed === 0 ? '' : `; ${missed} eksekusi sebelumnya terlewat`}.`,
    slot_while_running: ({ at }) =>
      `Eksekusi yang dijadwalkan pada ${at} dilewati: eksekusi sebelumnya masih berjalan.`,
    catch_up_off: ({ at }) =>
      `Eksekusi yang dijadwalkan pada ${at} dilewati: waktunya terlewat, dan eksekusi susulan dimatikan.`,
    nothing_scheduled: () => 'Jadwal tidak mengizinkan eksekusi apa pun dalam tahun-tahun mendatang.',
    requested: ({ by }) => `Diminta oleh ${by}; segera dimulai.`,
    retry_due: ({ attempt }) => `Percobaan ${attempt} sudah waktunya dimulai.`,
    waiting_for_retry: ({ attempt, at }) => `Percobaan ${attempt} dijadwalkan pada ${at}.`,
    retry_held_by_pause: () => 'Percobaan berikutnya menunggu sampai jeda berakhir.',
    running: ({ since }) => `Ada eksekusi yang berjalan sejak ${since}.`,
    stopping: ({ since }) => `Ada eksekusi yang sedang dihentikan sejak ${since}.`,
    holder_lost: ({ since }) => `Proses eksekusi tidak lagi merespons; dianggap hilang pada ${since}.`,
    outcome_open: ({ since, lost }) => `Hasil eksekusi belum diketahui sejak ${since}: ${lost}.`,
    orphaned: ({ since, lost }) =>
      `Prosedur masih berjalan di server, padahal ${lost} (terlihat sejak ${since}).`,
  },
  lost: {
    process: 'prosesnya tidak lagi merespons',
    connection: 'koneksi ke prosedur itu putus',
    shutdown: 'aplikasinya dihentikan',
  },
  cause: {
    start_delay: 'Menunggu masa tunggu awal setelah pemasangan pertama, pelanjutan, atau perubahan jadwal.',
    interval_after_finish: 'Dijadwalkan menurut interval, dihitung sejak eksekusi sebelumnya selesai.',
    cron: 'Dijadwalkan menurut kalender.',
    first_permitted: 'Dijadwalkan pada saat pertama yang diizinkan jadwal.',
    moved: 'Digeser ke saat pertama yang diizinkan jadwal.',
    fixed_rate: 'Dijadwalkan menurut interval dari waktu terjadwal sebelumnya, berapa pun lamanya eksekusi.',
  },
};
