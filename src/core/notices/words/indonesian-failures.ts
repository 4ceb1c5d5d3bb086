/** Bahasa Indonesia: mengapa suatu eksekusi gagal, dan apa yang perlu dilakukan, menurut jenis kesalahannya. */
import type { FailureWords } from './notice-words.ts';

export const indonesianFailures: FailureWords = {
  unreachable: {
    cause: 'SQL Server tidak dapat dihubungi',
    todo: 'Tanyakan kepada tim IT apakah SQL Server menyala dan dapat dihubungi oleh aplikasi ini.',
  },
  transient: {
    cause: 'SQL Server sedang mengalami gangguan sementara',
    todo: 'Tunggu eksekusi berikutnya: gangguan seperti ini biasanya hilang sendiri. Jika gagal lagi, beri tahu tim IT.',
  },
  outcome_unknown: {
    cause: 'koneksi ke SQL Server terputus saat prosedur berjalan',
    todo: 'Tunggu eksekusi berikutnya. Jika gagal lagi, minta tim IT memeriksa jaringan dan SQL Server.',
  },
  interrupted: {
    cause: 'aplikasi dihentikan saat prosedur berjalan',
    todo: 'Tunggu eksekusi berikutnya. Jika sering terjadi, tanyakan kepada tim IT mengapa aplikasi dihentikan saat eksekusi berjalan.',
  },
  governance: {
    cause: 'Azure SQL mengakhiri pekerjaan ini karena terlalu banyak memakai sumber daya',
    todo: 'Minta tim IT menambah kapasitas basis data atau meringankan prosedurnya.',
  },
  access: {
    cause: 'SQL Server menolak login, izin, atau enkripsinya',
    todo: 'Segera beri tahu tim IT: eksekusi berikutnya juga akan gagal sampai aksesnya diperbaiki.',
  },
  contract: {
    cause: 'prosedurnya tidak ada, atau tidak sesuai dengan pengaturan penjadwal',
    todo: 'Segera beri tahu tim IT: eksekusi berikutnya juga akan gagal sampai prosedur atau pengaturannya diperbaiki.',
  },
  data: {
    cause: 'prosedur menemukan data yang tidak dapat diproses',
    todo: 'Buka eksekusi ini, lihat data mana yang disebut, perbaiki datanya, lalu pilih Jalankan sekarang.',
  },
  environment: {
    cause: 'server basis data sendiri bermasalah, misalnya disknya penuh',
    todo: 'Segera beri tahu tim IT: server basis data harus diperbaiki sebelum eksekusi berikutnya.',
  },
  user_raised: {
    cause: 'prosedur sendiri melaporkan kesalahan',
    todo: 'Buka eksekusi ini dan baca pesan dari prosedur: pesan itu menjelaskan apa yang diminta prosedur.',
  },
  unclassified: {
    cause: 'kesalahannya tidak dikenal oleh penjadwal',
    todo: 'Buka eksekusi ini dan tunjukkan pesannya kepada tim IT.',
  },
};
