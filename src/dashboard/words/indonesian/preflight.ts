/** Bahasa Indonesia: pemeriksaan koneksi; temuannya sendiri datang dari API dalam kedua bahasa. */
export const preflight = {
  button: 'Periksa koneksi',
  title: 'Koneksi ke SQL Server',
  checking: 'Memeriksa … mungkin butuh beberapa detik.',
  result: {
    good: 'Semuanya beres.',
    doubtful: 'Tidak ada yang salah, tetapi periksa yang meragukan.',
    wrong: 'Tidak ada eksekusi yang akan berhasil sebelum yang salah diperbaiki.',
  },
  level: { good: 'Baik:', doubtful: 'Meragukan:', wrong: 'Salah:' },
};
