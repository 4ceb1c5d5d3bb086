/** Bahasa Indonesia: perintah, dialognya, dan mengapa suatu perintah tidak tersedia. */
import type { Words } from '../english.ts';

export const commands: Words['commands'] = {
  name: {
    start: 'Lanjutkan',
    stop: 'Jeda …',
    forceExecute: 'Jalankan sekarang …',
    cancel: 'Batalkan eksekusi ini …',
    setInterval: 'Ubah interval …',
    setSchedule: 'Atur jadwal …',
    muteChannel: 'Bisukan …',
    testChannels: 'Kirim uji coba',
    closePeriod: 'Tutup periode …',
    reopenPeriod: 'Buka kembali periode …',
  },
  done: {
    start: 'Jadwal telah dilanjutkan.',
    stop: 'Jadwal telah dijeda.',
    forceExecute: 'Eksekusi telah diminta.',
    cancel: 'Pembatalan telah diminta.',
    setInterval: 'Interval telah diubah.',
    setSchedule: 'Jadwal telah diubah.',
  },
  forbidden: (role) => `Memerlukan peran ${role}.`,
  unavailable: {
    not_loaded: '',
    not_answered: 'API belum menjawab.',
    not_paused: 'Jadwal tidak sedang dijeda.',
    paused_already: 'Jadwal sudah dijeda.',
    run_active: 'Sudah ada eksekusi yang berjalan atau menunggu.',
    no_run: 'Tidak ada eksekusi yang sedang berjalan.',
    stopping: 'Eksekusi ini sedang dihentikan.',
  },
  reason: 'Alasan',
  reasonHint: 'Dicatat dalam riwayat dan jejak audit; paling banyak 500 karakter.',
  optional: 'opsional',
  unfinished: 'Belum lengkap: lengkapi atau kosongkan.',
  back: 'Kembali',
  sending: 'Mengirim …',
  stop: {
    title: 'Jeda jadwal',
    words: 'Tidak ada eksekusi terjadwal yang dimulai sampai jadwal dilanjutkan.',
    runGoesOn:
      'Eksekusi yang sedang berjalan tetap diteruskan. Untuk menghentikannya juga, batalkan eksekusi itu.',
    until: 'Lanjutkan otomatis pada',
    untilHint: (zone) =>
      `Waktu setempat ${zone}. Kosongkan agar tetap dijeda sampai ada yang melanjutkannya.`,
    untilMeans: (moment, wait) => `Dilanjutkan otomatis pada ${moment}, ${wait} lagi.`,
    untilWrong: 'Isi tanggal dan waktu yang akan datang, sebelum tahun 2100.',
    cancelToo: 'Batalkan juga eksekusi yang sedang berjalan (tidak dapat diurungkan)',
    confirm: 'Jeda',
  },
  forceExecute: {
    title: 'Jalankan sekarang',
    words: (procedure) => `${procedure} segera dijalankan, meskipun jadwal dijeda.`,
    procedure: 'Prosedur',
    countsAnew: 'Setelah itu interval dihitung sejak eksekusi ini selesai.',
    from: 'Hari pertama (awal)',
    to: 'Hari terakhir (akhir)',
    hint: (range, most) =>
      `Kosongkan untuk ${range}. Paling banyak ${most} hari, dan tidak melewati hari ini.`,
    confirm: 'Jalankan sekarang',
  },
  cancel: {
    title: 'Batalkan eksekusi',
    words:
      'Prosedur diminta berhenti. Apakah hasil kerjanya sejauh ini dikembalikan (rollback), tergantung pada prosedurnya. Eksekusi ini tidak diulang. Tindakan ini tidak dapat diurungkan.',
    within: (heartbeat) => `Permintaan sampai ke prosedur dalam ${heartbeat}.`,
    processLost:
      'Aplikasi kehilangan kendali atas prosedur dan tidak dapat menghentikannya: jika masih berjalan, prosedur berjalan sampai selesai. Setelah itu eksekusi ini dicatat sebagai dibatalkan dan tidak diulang. Tindakan ini tidak dapat diurungkan.',
    waiting:
      'Eksekusi ini sedang menunggu: langsung berakhir tanpa menjalankan prosedur. Tindakan ini tidak dapat diurungkan.',
    confirm: 'Batalkan eksekusi',
  },
  setInterval: {
    title: 'Ubah interval',
    hours: 'Jam antara eksekusi',
    hoursHint: (least, most) => `${least} sampai ${most}`,
    after: 'Dihitung',
    finish: 'sejak eksekusi sebelumnya selesai',
    start: 'dari waktu terjadwal sebelumnya, berapa pun lamanya eksekusi',
    preview: 'Waktu terjadwal berikutnya akan menjadi',
    unchanged: 'Interval ini sudah berlaku.',
    paused: 'Jadwal dijeda: waktunya diketahui setelah jadwal dilanjutkan.',
    delay: (delay) => `Tidak ada eksekusi terjadwal yang dimulai dalam ${delay} setelah perubahan.`,
    confirm: 'Ubah',
  },
};
