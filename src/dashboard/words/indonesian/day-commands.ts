/** Bahasa Indonesia: apa yang dapat dilakukan dengan hari-hari, dan keadaan pengisian. */
import type { Words } from '../english.ts';

export const dayCommands: Words['dayCommands'] = {
  runDays: 'Jalankan hari-hari ini sekarang …',
  closeThrough: (day) => `Tutup buku sampai ${day} …`,
  done: {
    planBackfill: 'Pengisian untuk hari-hari ini telah diminta.',
    forceExecute: 'Eksekusi untuk hari-hari ini telah diminta.',
    closePeriod: 'Periode telah ditutup.',
    reopenPeriod: 'Periode telah dibuka kembali.',
    pauseBackfill: 'Pengisian telah dijeda.',
    resumeBackfill: 'Pengisian telah dilanjutkan.',
    cancelBackfill: 'Rencana pengisian telah dibatalkan.',
  },
  days: 'Hari yang dihitung',
  chunks: 'Eksekusi',
  chunksOf: (chunks, size) => `${chunks}, masing-masing paling banyak ${size} hari`,
  duration: 'Lama penghitungan',
  earliestEnd: 'Selesai paling cepat',
  about: (value) => `sekitar ${value}`,
  unknown: 'belum diketahui: belum ada eksekusi yang berhasil',
  slotsFirst: 'Eksekusi terjadwal didahulukan: makin banyak jumlahnya, makin lambat pengisian selesai.',
  plan: {
    title: (dates) => `Pengisian ${dates}`,
    words:
      'Menghitung hari-hari ini dengan eksekusi tersendiri di sela-sela jadwal, mulai dari yang paling lama.',
    paused: 'Pengisian sedang dijeda: baru dimulai setelah ada yang melanjutkannya.',
    which: 'Hari yang dihitung',
    missing: (count) => `hanya yang belum lengkap (${count} hari)`,
    all: (count) => `semuanya dihitung ulang (${count} hari)`,
    confirm: 'Minta pengisian',
  },
  run: {
    title: (dates) => `Jalankan ${dates} sekarang`,
    words:
      'Satu eksekusi menghitung semua hari ini sekaligus dan segera dimulai, meskipun jadwal dijeda. Jadwal menunggu sampai selesai.',
  },
  close: {
    title: (day) => `Tutup buku sampai ${day}`,
    words: (day) =>
      `Hari-hari sampai ${day} tidak dihitung lagi karena sudah dibayarkan: eksekusi dan pengisian melewatinya, juga jika ada data susulan. Administrator dapat membuka kembali periodenya.`,
    reasonHint: 'Wajib diisi; dicatat dalam jejak audit.',
    nevertheless: 'Tetap tutup periode ini',
    confirm: 'Tutup buku',
  },
  reopen: {
    title: 'Buka kembali periode tutup buku',
    words:
      'Hari-hari dalam periode ini boleh dihitung lagi sampai waktu di bawah. Setelah itu periode tertutup lagi dengan sendirinya.',
    from: 'Mulai tanggal',
    until: 'Sampai waktu',
    untilHint: (zone) => `Waktu setempat ${zone}.`,
    untilMeans: (moment, wait) => `Tertutup lagi pada ${moment}, ${wait} lagi.`,
    untilWrong: 'Isi tanggal dan waktu yang akan datang.',
    confirm: 'Buka kembali',
  },
  pauseBackfill: {
    title: 'Jeda pengisian',
    words:
      'Tidak ada eksekusi pengisian yang dimulai sampai ada yang melanjutkannya. Yang sedang berjalan tetap diteruskan, begitu pula jadwal.',
    confirm: 'Jeda',
  },
  cancelBackfill: {
    title: 'Batalkan rencana pengisian',
    words:
      'Sisa rencana tidak dikerjakan; hari yang sudah dihitung tetap begitu. Eksekusi yang sedang berjalan diteruskan: untuk menghentikannya juga, batalkan eksekusi itu. Hari yang kosong tetap diisi seperti biasa.',
    confirm: 'Batalkan rencana',
  },
  backfill: 'Pengisian',
  doing: {
    idle: () => 'Tidak ada lagi yang perlu dihitung.',
    offered: (count) => `${count} hari kosong menunggu sampai ada yang meminta pengisian (BACKFILL=ask).`,
    waiting: (count) => `Tersisa ${count} hari; eksekusi pengisian berikutnya menunggu giliran.`,
    running: (count) => `Sedang berjalan; tersisa ${count} hari.`,
    paused: (count) => `Dijeda; tersisa ${count} hari.`,
    stopped: (count) =>
      `Berhenti setelah gagal berturut-turut; tersisa ${count} hari. Atasi penyebabnya, lalu lanjutkan.`,
  },
  endsAround: (moment) => `Diperkirakan selesai sekitar ${moment}.`,
  pausedBy: 'Dijeda oleh',
  planned: (dates, computed, left) => `Diminta: ${dates}; ${computed} sudah, ${left} belum. Oleh`,
  closedThrough: (day) => `Tutup buku sampai ${day}`,
};
