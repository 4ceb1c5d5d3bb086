/** Bahasa Indonesia: jadwal. */
import type { Words } from '../english.ts';

const every = (hours: string): string => `setiap ${hours} jam`;
const daysIn = (daysBack: number): string =>
  daysBack === 0
    ? 'hari ini'
    : daysBack === 1
      ? 'kemarin dan hari ini'
      : `hari ini dan ${daysBack} hari sebelumnya`;

export const schedule: Words['schedule'] = {
  title: 'Jadwal',
  every,
  days: daysIn,
  rule: {
    interval: {
      finish: (hours) => `Setiap ${hours} jam, dihitung sejak eksekusi sebelumnya selesai.`,
      start: (hours) => `Setiap ${hours} jam menurut jam tetap, berapa pun lamanya eksekusi.`,
    },
  },
  inForce: (interval) => `Yang berlaku: ${interval}.`,
  range: (daysBack) => `Setiap eksekusi terjadwal memproses ${daysIn(daysBack)}.`,
  changed: (by, moment) => `Ditetapkan oleh ${by}, ${moment}.`,
  usual: (median, runs) => `Satu eksekusi biasanya berlangsung ${median} (median dari ${runs} eksekusi).`,
  slots: 'Waktu terjadwal berikutnya',
  later: 'Waktu terjadwal setelah itu',
  estimated: '≈ perkiraan: tergantung kapan eksekusi sebelumnya selesai.',
  about: 'sekitar',
  overlapped: 'Dicoret: akan dilewati, karena eksekusi sebelumnya biasanya masih berjalan.',
  skipped: '(akan dilewati)',
  noSlots: 'Tidak ada yang dijadwalkan selama jadwal dijeda.',
  weekday: { mon: 'Sen', tue: 'Sel', wed: 'Rab', thu: 'Kam', fri: 'Jum', sat: 'Sab', sun: 'Min' },
  week: 'Tujuh hari ke depan',
  weekKey:
    'Angka: profil. Arsir: tidak ada eksekusi yang dimulai. Garis: waktu terjadwal berikutnya, paling banyak 20.',
  byDefault: 'aturan dasar',
  blackedOut: (label) => `masa larangan ${label}`,
  slotsOfDay: (times) =>
    times.length === 0 ? 'Tidak ada waktu terjadwal.' : `Waktu terjadwal: ${times.join(', ')}.`,
  profiles: 'Profil',
  adaptive: 'Interval adaptif:',
  noCatchUp: 'Waktu yang terlewat tidak disusulkan.',
  leastGap: (minutes) => `Jeda paling sedikit ${minutes} menit di antara dua eksekusi.`,
  blackouts: 'Masa larangan',
  fromTo: (from, to) => `${from} – ${to}`,
  past: (count) => `${count} masa larangan sudah lewat.`,
  holidays: 'Hari libur',
  noHolidays: 'Tidak ada hari libur berikutnya di kalender.',
  more: (count) => `${count} lagi`,
  warnings: 'Peringatan',
};
