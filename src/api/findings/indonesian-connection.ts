/** Bahasa Indonesia: temuan pada jalan menuju server, dan tentang server itu sendiri. */
import type { FindingFacts } from '../../core/preflight/finding-facts.ts';
import type { FindingWords } from './finding-words.ts';
import { remedies } from './indonesian-remedies.ts';

export const connectionInIndonesian = {
  name_resolved: ({ host, addresses, ms }) => ({
    message: `${host} mengarah ke ${addresses.join(', ')} (${ms} ms).`,
  }),
  address_given: ({ host }) => ({
    message: `${host} sudah berupa alamat; tidak ada nama yang perlu dicari.`,
  }),
  name_unknown: ({ host, reason, ms }) => ({
    message: `Nama ${host} tidak ditemukan (${reason} setelah ${ms} ms).`,
    remedy:
      'Periksa ejaan SQL_SERVER. Jika komputer lain mengenal nama itu, komputer ini memakai server DNS lain atau belum tersambung ke VPN; nama lengkap (dengan domain) atau alamat IP sering membantu.',
  }),
  instance_found: ({ instance, port, ms }) => ({
    message: `Menurut SQL Server Browser, instance ${instance} memakai port ${port} (${ms} ms).`,
  }),
  instance_silent: ({ instance, host, ms }) => ({
    message: `SQL Server Browser di ${host} tidak menjawab dalam ${ms} ms, sehingga port instance ${instance} tidak diketahui.`,
    remedy:
      'Jalankan layanan SQL Server Browser di sana dan izinkan UDP 1434 di firewall; atau beri instance itu port TCP tetap, lalu tulis SQL_SERVER=host,port tanpa nama instance.',
  }),
  instance_unlisted: ({ instance, instances }) => ({
    message: `SQL Server Browser tidak mengenal instance ${instance}. Yang dikenal: ${listed(instances)}.`,
    remedy:
      'Perbaiki bagian SQL_SERVER setelah garis miring terbalik. Instance bawaan tidak bernama: tulis host saja.',
  }),
  instance_without_tcp: ({ instance }) => ({
    message: `Instance ${instance} berjalan, tetapi TCP/IP-nya nonaktif.`,
    remedy:
      'Aktifkan TCP/IP di SQL Server Configuration Manager (SQL Server Network Configuration, Protocols), lalu mulai ulang instance itu.',
  }),
  port_open: ({ address, port, ms }) => ({
    message: `${address} menerima koneksi di port ${port} (${ms} ms).`,
  }),
  port_refused: ({ host, port, ms }) => ({
    message: `${host} terjangkau, tetapi tidak ada yang menerima koneksi di port ${port} (ditolak setelah ${ms} ms).`,
    remedy:
      'Pastikan SQL Server berjalan, TCP/IP aktif di SQL Server Configuration Manager, dan port-nya benar (SQL_PORT). Pada SQL Server Express, TCP/IP awalnya nonaktif dan port-nya berubah-ubah.',
  }),
  port_silent: ({ host, port, ms }) => ({
    message: `${host} tidak menjawab di port ${port} dalam ${ms} ms.`,
    remedy:
      'Biasanya diblokir firewall: izinkan komputer ini di port TCP itu. Untuk Azure SQL, tambahkan alamat ini ke firewall server, atau pakai private endpoint. Periksa juga VPN.',
  }),
  port_unreachable: ({ host, port, reason }) => ({
    message: `${host}, port ${port}, tidak dapat dijangkau (${reason}).`,
    remedy: 'Periksa jaringan, VPN, dan rute ke server.',
  }),
  logged_in: ({ login, user, ms }) => ({
    message: `Berhasil masuk sebagai ${login}, di basis data sebagai ${user} (${ms} ms).`,
  }),
  login_failed: refused('Login gagal'),
  login_unanswered: ({ message }) => ({
    message: `Port itu menerima koneksi, tetapi tidak ada jawaban seperti dari SQL Server: ${message}`,
    remedy:
      'Periksa port-nya (SQL_PORT): mungkin program lain yang memakainya, atau gateway menerima koneksi untuk server yang mati. SQL Server yang sedang dinyalakan, dijeda, atau kelebihan beban juga begitu: coba lagi nanti.',
  }),
  login_powerful: ({ login, role }) => ({
    message: `${login} adalah anggota ${role}, haknya jauh melebihi kebutuhan.`,
    remedy:
      'Pakai login tersendiri yang hanya boleh meng-EXECUTE prosedur itu: skripnya ada di docs/your-server.md.',
  }),
  encrypted: ({ strict }) => ({
    message: strict
      ? 'Koneksi terenkripsi dengan TDS 8 (strict), dan sertifikatnya sudah diperiksa.'
      : 'Koneksi terenkripsi, dan sertifikatnya sudah diperiksa.',
  }),
  encrypted_unverified: ({ host }) => ({
    message: `Koneksi terenkripsi, tetapi sertifikatnya tidak diperiksa, sehingga server lain dapat menyamar sebagai ${host}.`,
    remedy:
      'Untuk produksi, pasang sertifikat yang dipercaya aplikasi ini, lalu hapus SQL_TRUST_SERVER_CERTIFICATE (TrustServerCertificate).',
  }),
  unencrypted_local: ({ host }) => ({
    message: `Koneksi tidak terenkripsi; ${host} adalah komputer ini sendiri.`,
  }),
  unencrypted: ({ host }) => ({
    message: `Koneksi ke ${host} tidak terenkripsi: kata sandi dan data dapat disadap.`,
    remedy: 'Hapus SQL_ENCRYPT=false (Encrypt=False). Server yang belum punya sertifikat membuatnya sendiri.',
  }),
  encryption_failed: refused('Koneksi terenkripsi gagal dibuat'),
  server_known: ({ product, version, edition }) => ({ message: `${product}, versi ${version}, ${edition}.` }),
  server_old: ({ product, version }) => ({
    message: `${product}, versi ${version}, lebih tua daripada SQL Server 2012, versi tertua yang diketahui cocok.`,
    remedy: 'Pantau beberapa eksekusi pertama, dan rencanakan pemutakhiran versi.',
  }),
  server_other: ({ product }) => ({
    message: `Jenis server ini tidak dikenal aplikasi: ${product}`,
    remedy: 'Pantau beberapa eksekusi pertama: pembatalan, kunci, dan nomor kesalahan mungkin berbeda.',
  }),
  database_open: ({ database }) => ({ message: `Basis data ${database} terbuka dan dapat ditulis.` }),
  database_system: ({ database }) => ({
    message: `${database} adalah basis data sistem.`,
    remedy: 'Isi SQL_DATABASE (Database) dengan basis data tempat prosedur itu.',
  }),
  database_read_only: ({ database }) => ({
    message: `Basis data ${database} di sini hanya dapat dibaca, sehingga prosedur tidak dapat menulis hasilnya.`,
    remedy:
      'Jika ini replika: pakai listener atau server primer, tanpa ApplicationIntent=ReadOnly. Jika bukan, tanyakan kepada administrator mengapa hanya dapat dibaca.',
  }),
  database_failed: refused('Login diterima, tetapi basis datanya tidak dapat dipakai'),
  session_options: ({ language, date_format, first_day, isolation }) => ({
    message: `Sesi: bahasa ${language}, format tanggal ${date_format}, hari pertama ${first_day} (1 adalah Senin), tingkat isolasi ${isolation}.`,
  }),
} satisfies Partial<FindingWords>;

function refused(what: string) {
  return ({ message, remedy_code }: FindingFacts['login_failed']) => ({
    message: `${what}: ${message}`,
    remedy: remedies[remedy_code],
  });
}

const listed = (names: readonly string[]): string => (names.length === 0 ? 'tidak ada' : names.join(', '));
