/** Bahasa Indonesia: apa yang janggal pada suatu jadwal. */
import type { WarningWords } from './english-warnings.ts';

const comma = (value: number): string => String(value).replace('.', ',');

export const indonesianWarnings: WarningWords = {
  profile: (name) => `profil "${name}"`,
  defaultRule: 'aturan dasar',
  interval_too_short: (rule, hours, recommended) =>
    `${rule}: eksekusi sering berlangsung lebih lama daripada interval ${comma(hours)} jam, sehingga ada waktu terjadwal yang dilewati atau tertunda; dianjurkan paling sedikit ${comma(recommended)} jam`,
  rule_never_fires: (rule) => `${rule} tidak memiliki waktu terjadwal dalam sembilan tahun mendatang`,
  profile_never_applies: (profile) =>
    `${profile} tidak pernah berlaku: syaratnya tidak pernah terpenuhi, atau profil lain selalu didahulukan`,
  cron_time_skipped: (rule, date, time) =>
    `${rule}: saat jam berubah pada ${date}, pukul ${time} tidak ada; eksekusi dimulai segera setelah perubahan itu`,
  cron_time_repeated: (rule, date, time) =>
    `${rule}: saat jam berubah pada ${date}, pukul ${time} terjadi dua kali; eksekusi dimulai sekali saja, pada yang pertama`,
  windows_overlap: (profile, other) =>
    `jam berlaku profil "${profile}" dan "${other}" bertumpang tindih: yang berlaku di sana "${profile}", karena urutannya lebih dahulu`,
  blackout_over: (label) => `masa larangan "${label}" sudah berlalu`,
};
