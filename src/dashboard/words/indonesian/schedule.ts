/** Bahasa Indonesia: jadwal. */
import type { Words } from '../english.ts';

export const schedule: Words['schedule'] = {
  title: 'Jadwal',
  rule: {
    interval: {
      finish: (hours) => `Setiap ${hours} jam, dihitung sejak eksekusi sebelumnya selesai.`,
      start: (hours) => `Setiap ${hours} jam menurut jam tetap, berapa pun lamanya eksekusi.`,
    },
    cron: (expression) => `Menurut kalender: ${expression}.`,
    paused: 'Tanpa eksekusi sendiri.',
  },
  range: (daysBack) =>
    `Setiap eksekusi terjadwal memproses ${daysBack === 0 ? 'hari ini' : daysBack === 1 ? 'kemarin dan hari ini' : `hari ini dan ${daysBack} hari sebelumnya`}.`,
  changed: (by, moment) => `Ditetapkan oleh ${by}, ${moment}.`,
  usual: (median, runs) => `Satu eksekusi biasanya berlangsung ${median} (median dari ${runs} eksekusi).`,
  slots: '20 waktu terjadwal berikutnya',
  estimated: '≈ perkiraan: tergantung kapan eksekusi sebelumnya selesai.',
  about: 'sekitar',
  overlapped: 'Dicoret: akan dilewati, karena eksekusi sebelumnya biasanya masih berjalan.',
  skipped: '(akan dilewati)',
  noSlots: 'Tidak ada yang dijadwalkan selama jadwal dijeda.',
};
