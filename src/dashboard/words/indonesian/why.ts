/** Bahasa Indonesia: mengapa eksekusi dimulai pada suatu waktu, atau tidak. */
import type { Words } from '../english.ts';

export const why: Words['why'] = {
  title: 'Mengapa berjalan, atau tidak?',
  ask: 'Tanyakan',
  moment: 'Tanggal dan waktu',
  momentHint: (zone) => `Waktu setempat ${zone}, yang sudah lewat maupun yang akan datang.`,
  facts: 'Fakta',
  nearest: 'Waktu terjadwal di sekitarnya',
  before: 'Sebelumnya',
  after: 'Sesudahnya',
  toRun: 'Rincian eksekusi',
  source: {
    configuration: 'menurut jadwal yang berlaku',
    audit: 'menurut jejak audit',
    state: 'menurut status penjadwal',
    runs: 'menurut riwayat',
    ticks: 'menurut catatan detak penjadwal',
    forecast: 'menurut perhitungan ke depan',
  },
  question: 'Mengapa?',
  questionAt: (moment) => `Mengapa? ${moment}`,
  anyMoment: 'Mengapa berjalan, atau tidak, pada …?',
  unserved: (count, first, last) =>
    count === 1
      ? `Waktu terjadwal ${first} tidak dijalankan.`
      : `${count} waktu terjadwal tidak dijalankan, ${first === last ? `yang terakhir ${last}` : `dari ${first} sampai ${last}`}.`,
  late: (delay) => `terlambat ${delay}`,
};
