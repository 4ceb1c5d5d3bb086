/** Bahasa Indonesia: hari mana yang sudah lengkap, di bagian keadaan utama. */
import type { Words } from '../english.ts';

export const coverage: Words['coverage'] = {
  complete: (day) => `Lengkap sampai ${day}`,
  noneComplete: (day) => `Hari pertama, ${day}, belum lengkap`,
  asOf: (moment) => `hari ini per ${moment}`,
  todayNotYet: 'hari ini belum dihitung',
  others: 'dan lainnya',
  missing: (days, dates) => `${days} hari belum lengkap: ${dates}.`,
  next: {
    offered: 'Tidak dihitung sebelum ada yang memintanya: pilih harinya pada kalender di bawah.',
    waiting: 'Akan dihitung otomatis begitu ada waktu luang dalam jadwal.',
    afterPause: 'Akan dihitung otomatis setelah jeda berakhir.',
    planFirst: 'Akan dihitung otomatis; hari yang diminta didahulukan.',
    planOnly: 'Yang dihitung hanya hari yang sudah diminta.',
    retried: 'Percobaan terakhir gagal; akan diulang otomatis.',
    running: 'Sedang dihitung sekarang, mulai dari yang paling lama.',
    paused: (by) => `Pengisian, yang seharusnya menghitungnya, dijeda oleh ${by}`,
    stopped: (failures) =>
      `Pengisian, yang seharusnya menghitungnya, berhenti setelah gagal ${failures} kali berturut-turut: setelah penyebabnya diatasi, lanjutkan di bagian “Hari”.`,
  },
  closingDay: {
    name: (day) => `Tanggal tutup buku ${day}`,
    complete: 'periodenya sudah lengkap.',
    startBy: (days, moment, isPast) => {
      const must = `${isPast ? 'seharusnya sudah dimulai' : 'harus dimulai'} paling lambat ${moment}.`;
      return days === 0
        ? `tidak ada hari yang kosong; eksekusi terakhir ${must}`
        : `${days} hari dalam periodenya belum lengkap; penghitungannya ${must}`;
    },
    inDanger: 'Periode ini mungkin tidak lengkap pada waktunya.',
  },
  lastAttempt: 'Percobaan terakhir',
  late: (days, dates) =>
    `Ada data susulan untuk ${days} hari (${dates}): dihitung ulang setelah tidak ada lagi yang masuk.`,
  lateClosed: (days, dates) =>
    `Ada data susulan untuk ${days} hari dalam periode yang sudah tutup buku (${dates}): tidak dihitung, kecuali administrator membuka kembali periodenya.`,
  reopened: (dates, until) =>
    `Dibuka kembali: ${dates} boleh dihitung sampai ${until}, meskipun periodenya sudah tutup buku.`,
};
