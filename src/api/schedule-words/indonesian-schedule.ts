/** Bahasa Indonesia: aturan, profil, dan waktu terjadwal. */
import { list as listOf, type ScheduleWords } from './english-schedule.ts';

const ordinals = ['pertama', 'kedua', 'ketiga', 'keempat', 'kelima'];
const weekdays = ['Minggu', 'Senin', 'Selasa', 'Rabu', 'Kamis', 'Jumat', 'Sabtu'];
const months = 'Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember'.split(
  ' ',
);

/** Before the last of three or more, Indonesian has a comma. */
const list = (items: readonly string[], last: string): string =>
  listOf(items, items.length > 2 ? `, ${last}` : last).replace(' , ', ', ');

const clock = (minutes: number): string =>
  [Math.floor(minutes / 60), minutes % 60].map((each) => String(each).padStart(2, '0')).join('.');

const number = (value: number): string => String(value).replace('.', ',');

function length(minutes: number): string {
  const [whole, rest] = [Math.floor(minutes / 60), Math.round(minutes % 60)];
  const parts = [
    ...(whole === 0 ? [] : [`${whole} jam`]),
    ...(rest === 0 && whole > 0 ? [] : [`${rest} menit`]),
  ];
  return parts.join(' ');
}

const every = (minutes: number): string => `setiap ${length(minutes).replace(/^1 (jam|menit)$/, '$1')}`;

export const indonesian: ScheduleWords = {
  length,
  every,
  finish: 'dihitung sejak eksekusi sebelumnya selesai',
  start: 'menurut jam tetap, berapa pun lamanya eksekusi',
  paused: 'tanpa eksekusi',
  and: (items) => list(items, 'dan'),
  or: (items) => list(items, 'atau'),
  atTimes: (times) => `pukul ${list(times.map(clock), 'dan')}`,
  between: (from, to) => `pukul ${clock(from)} sampai ${clock(to)}`,
  moment: (date, time) => `${date === undefined ? '' : `${date} `}pukul ${time.replace(':', '.')}`,
  nextDay: 'hari berikutnya',
  atMinutes: (minutes, hours) =>
    `pada menit ke-${list(minutes.map(String), 'dan')} dari jam ${list(hours, 'dan')}`,
  range: (from, to) => `${from} sampai ${to}`,
  weekday: (day) => weekdays[day] ?? '',
  month: (month) => months[month - 1] ?? '',
  everyDay: 'setiap hari',
  on: (what) => `pada ${what}`,
  inMonths: (what) => `bulan ${what}`,
  monthDays: (days) => `tanggal ${list(days, 'dan')}`,
  beforeLast: (days) =>
    days === 0 ? 'hari terakhir setiap bulan' : `${days} hari sebelum hari terakhir setiap bulan`,
  nearWorkday: (day) => `hari kerja yang paling dekat dengan tanggal ${day}`,
  lastWorkday: 'hari kerja terakhir setiap bulan',
  nth: (nth, weekday) => `hari ${weekdays[weekday] ?? ''} ${ordinals[nth - 1] ?? ''} setiap bulan`,
  lastWeekday: (weekday) => `hari ${weekdays[weekday] ?? ''} terakhir setiap bulan`,
  always: 'selalu',
  dates: (from, to) => (from === to ? `tanggal ${from}` : `tanggal ${from} sampai ${to}`),
  holidays: (calendar, kinds) =>
    `pada hari-hari dalam kalender ${calendar}${kinds === undefined ? '' : ` yang berjenis ${list(kinds, 'atau')}`}`,
  adaptiveByDuration: (factor, runs) =>
    `${number(factor)} kali lama yang lazim dari ${runs} eksekusi berhasil yang terakhir`,
  adaptiveByRows: (steps, runs) =>
    `menurut jumlah baris yang diproses ${runs} eksekusi berhasil yang terakhir: ${steps.join(', ')}`,
  adaptiveByPending: (steps, runs) =>
    `menurut jumlah baris data baru bagi ${runs} eksekusi berhasil yang terakhir: ${steps.join(', ')}`,
  step: (upTo, interval) =>
    upTo === undefined ? `di atas itu ${interval}` : `sampai ${upTo} baris ${interval}`,
  bounds: (least, most) => `paling sedikit ${least} dan paling banyak ${most}`,
  hysteresis: (percent) => `perubahan sampai ${number(percent)}% diabaikan`,
  adapted: (interval, from, measured) => `${interval}, disesuaikan dari ${from}: ${measured}`,
  measured: (runs, did) =>
    `${runs === 1 ? 'eksekusi berhasil yang terakhir' : `${runs} eksekusi berhasil yang terakhir biasanya`} ${did}`,
  underAMinute: 'kurang dari satu menit',
  took: (time) => `memakan waktu ${time}`,
  processed: (rows) => `memproses ${rows} baris`,
  found: (rows) => `mendapat ${rows} baris data baru`,
  noLongerAdapted: (time, by) =>
    `interval ${time} tidak dipakai lagi: aturan dasar atau cara penyesuaiannya telah diubah${by === 'pending' ? ', atau PENDING_PROCEDURE tidak diisi lagi' : ''}`,
  cause: {
    start_delay: 'setelah masa tunggu awal sesudah pemasangan pertama, pelanjutan, atau perubahan jadwal',
    interval_after_finish: 'menurut interval, dihitung sejak eksekusi sebelumnya selesai',
    fixed_rate: 'menurut interval dengan jam tetap',
    cron: 'menurut aturan cron',
    first_permitted: 'saat pertama yang diizinkan jadwal',
    moved: 'digeser ke saat pertama yang diizinkan jadwal',
  },
  moved: (from, blocker) => `digeser dari ${from} karena ${blocker}`,
  blocker: {
    blackout: (name) => `masa larangan "${name}"`,
    paused_profile: (name) => `profil "${name}", yang tidak mengizinkan eksekusi`,
    paused_rule: () => 'aturan dasar, yang tidak mengizinkan eksekusi',
    least_gap: () => 'jeda minimum antara dua eksekusi',
    clock_change: () => 'perubahan jam, yang melompati waktu itu',
  },
  profile: (name) => `profil "${name}"`,
};
