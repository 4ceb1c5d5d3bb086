/** Bahasa Indonesia: isian jadwal yang ditolak, menurut tempatnya di dalam dokumen jadwal. */

const patterns: readonly (readonly [place: RegExp, expected: string])[] = [
  [/^$/, 'Jadwal ini terlalu besar untuk disimpan: kurangi hari libur, masa larangan, atau profil.'],
  [/(^|\.)rule\.hours$/, 'Isi angka dari 0,5 sampai 24.'],
  [
    /(^|\.)rule\.expression$/,
    'Isi lima bagian: menit, jam, tanggal, bulan, hari dalam minggu, misalnya 0 7 * * mon-fri.',
  ],
  [/(^|\.)rule\.anchor$/, 'Isi tanggal dan waktu yang lengkap, atau kosongkan.'],
  [/(^|\.)rule$/, 'Pilih interval, cron, atau tidak sama sekali.'],
  [/^profiles$/, 'Paling banyak 20 profil.'],
  [
    /^profiles\.\d+\.name$/,
    'Isi nama yang belum dipakai profil lain: 1 sampai 60 karakter dalam satu baris.',
  ],
  [/^profiles\.\d+\.weekdays/, 'Pilih setiap hari paling banyak satu kali.'],
  [/^profiles\.\d+\.window/, 'Isi jam mulai dan jam selesai yang berbeda, atau kosongkan keduanya.'],
  [/^profiles\.\d+\.dates/, 'Isi hari pertama, dan hari terakhir yang tidak lebih awal.'],
  [/^profiles\.\d+\.calendar/, 'Pilih kalender dan jenis hari yang ada.'],
  [/^blackouts$/, 'Paling banyak 100 masa larangan.'],
  [/^blackouts\.\d+\.label$/, 'Isi namanya: 1 sampai 120 karakter dalam satu baris.'],
  [/^blackouts\.\d+\.dates/, 'Isi hari pertama, dan hari terakhir yang tidak lebih awal.'],
  [/^blackouts\.\d+\.instants/, 'Isi tanggal dan waktu mulai, dan waktu selesai setelahnya.'],
  [/^calendars$/, 'Paling banyak 10 kalender dan 400 hari seluruhnya.'],
  [
    /^calendars\.\d+\.name$/,
    'Isi nama yang belum dipakai kalender lain: 1 sampai 60 karakter dalam satu baris.',
  ],
  [/^calendars\.\d+\.days/, 'Kalender memerlukan 1 sampai 400 hari, masing-masing dengan tanggal dan nama.'],
  [/^adaptive\.by$/, 'Isi PENDING_PROCEDURE dahulu, atau pilih lama eksekusi atau baris yang diproses.'],
  [/^adaptive\.factor$/, 'Isi angka lebih dari 0.'],
  [/^adaptive\.runs$/, 'Isi bilangan bulat dari 1 sampai 20.'],
  [/^adaptive\.(least|most)$/, 'Isi jam dari 0,5 sampai 24; batas bawah tidak melebihi batas atas.'],
  [/^adaptive\.hysteresis$/, 'Isi persentase dari 0 sampai 100.'],
  [/^adaptive\.steps/, 'Isi jumlah baris yang makin besar, dan jam dari 0,5 sampai 24.'],
  [/^adaptive/, 'Interval adaptif hanya untuk aturan dasar yang memakai interval.'],
  [/^time_zone$/, 'Isi nama zona waktu IANA, misalnya Asia/Jakarta.'],
  [/^days_back$/, 'Isi bilangan bulat dari 0 sampai 31.'],
  [/^least_gap_minutes$/, 'Isi bilangan bulat dari 0 sampai 1440.'],
];

export const expectedIn = (path: string): string =>
  patterns.find(([place]) => place.test(path))?.[1] ?? 'Nilai ini tidak diterima.';
