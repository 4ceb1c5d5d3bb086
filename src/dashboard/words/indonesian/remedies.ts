/** Bahasa Indonesia: apa yang dapat dilakukan terhadap suatu kesalahan. */
import type { ErrorView } from '../../../api/schemas/run-schemas.ts';

export const remedies: Readonly<Record<ErrorView['remedy_code'], string>> = {
  unreachable:
    'Periksa SQL_SERVER dan SQL_PORT, apakah servernya menyala, dan apakah firewall-nya mengizinkan aplikasi ini.',
  transient:
    'Tidak perlu melakukan apa pun kecuali terus terjadi: kesalahan seperti ini pulih sendiri dan percobaannya diulang.',
  outcome_unknown:
    'Koneksi putus saat prosedur berjalan. Penjadwal menunggu sampai sesinya berakhir sebelum mencoba lagi.',
  interrupted: 'Aplikasi dihentikan atau diganti saat prosedur berjalan; percobaannya diulang.',
  governance:
    'Azure SQL mengakhiri sesi karena memakai terlalu banyak sumber daya: tingkatkan kapasitas basis data atau ringankan prosedurnya.',
  access:
    'Periksa login dan haknya: aplikasi hanya perlu terhubung ke basis data dan hak EXECUTE atas prosedur.',
  contract:
    'Cocokkan PROCEDURE_NAME, PROCEDURE_START_PARAMETER, dan PROCEDURE_END_PARAMETER dengan basis data, serta objek yang dirujuk oleh prosedur.',
  data: 'Prosedur menemukan data yang tidak dapat diproses: lihat baris yang disebut dalam pesan, perbaiki, lalu jalankan ulang.',
  environment:
    'Server basis datanya sendiri bermasalah (disk penuh, log penuh, atau halaman rusak): segera hubungi administratornya.',
  user_raised: 'Prosedur sendiri yang melaporkan kesalahan ini: pesannya menyebutkan apa yang diharapkan.',
  unclassified: 'Kesalahan ini tidak dikenal dan dianggap permanen. Baca pesannya selengkapnya.',
  missing_grant:
    'Berikan haknya: GRANT EXECUTE ON OBJECT::<prosedur> TO <login aplikasi ini>. Pesan menyebut objeknya.',
  missing_procedure:
    'Prosedur tidak ada di basis data ini, atau login ini tidak boleh melihatnya: periksa PROCEDURE_NAME dan SQL_DATABASE.',
  missing_database:
    'Periksa SQL_DATABASE: basis datanya tidak ada, sedang offline, atau tidak boleh dibuka oleh login ini.',
  login_refused:
    'Periksa SQL_USER dan SQL_PASSWORD (atau managed identity), dan apakah login itu ada di server ini.',
  token_refused:
    'Tidak ada token untuk basis data: periksa apakah managed identity ada dan terpasang pada aplikasi (SQL_CLIENT_ID).',
  encryption_missing:
    'Server tidak memakai enkripsi: pasang sertifikat di sana, atau, hanya untuk pengembangan, atur SQL_ENCRYPT=false.',
  certificate_untrusted:
    'Sertifikat TLS server tidak dipercaya untuk nama ini: pasang yang sah, atau, hanya untuk pengembangan, atur SQL_TRUST_SERVER_CERTIFICATE=true.',
};
