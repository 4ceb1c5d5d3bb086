/** Bahasa Indonesia: apa yang dapat dilakukan terhadap suatu kesalahan. */
import type { ErrorView } from '../../../api/schemas/run-schemas.ts';

export const remedies: Readonly<Record<ErrorView['remedy_code'], string>> = {
  unreachable:
    'Periksa SQL_SERVER dan SQL_PORT, apakah servernya menyala, dan apakah firewall-nya mengizinkan aplikasi ini.',
  transient:
    'Kesalahan seperti ini biasanya hilang dengan sendirinya; eksekusi dicoba lagi selama masih ada percobaan. Jika terus gagal, hubungi administrator basis data.',
  outcome_unknown:
    'Koneksi putus saat prosedur berjalan. Penjadwal terlebih dahulu memastikan bahwa prosedur sudah berhenti, lalu mencoba lagi selama masih ada percobaan.',
  interrupted:
    'Aplikasi dihentikan atau diganti saat prosedur berjalan. Eksekusi dicoba lagi selama masih ada percobaan, setelah prosedur dipastikan berhenti.',
  governance:
    'Azure SQL mengakhiri sesi karena memakai terlalu banyak sumber daya: tingkatkan kapasitas basis data atau ringankan prosedurnya.',
  access:
    'Periksa login dan haknya: aplikasi hanya memerlukan izin untuk terhubung ke basis data dan izin EXECUTE atas prosedur.',
  contract:
    'Cocokkan PROCEDURE_NAME, PROCEDURE_START_PARAMETER, dan PROCEDURE_END_PARAMETER dengan basis data, serta objek yang dirujuk oleh prosedur.',
  data: 'Prosedur menemukan data yang tidak dapat diproses: lihat baris yang disebut dalam pesan, perbaiki, lalu pilih Jalankan sekarang.',
  environment:
    'Server basis datanya sendiri bermasalah (disk penuh, log penuh, atau halaman rusak): segera hubungi administratornya.',
  user_raised: 'Prosedur sendiri yang melaporkan kesalahan ini: pesannya menyebutkan apa yang diharapkan.',
  unclassified: 'Kesalahan ini tidak dikenal dan dianggap permanen. Baca pesan lengkapnya.',
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
  open_transaction:
    'Pekerjaan prosedur dalam transaksi itu telah dibatalkan (rollback). Prosedur harus mengakhiri setiap transaksi yang dimulainya: cari jalur tanpa COMMIT atau ROLLBACK, RETURN sebelum COMMIT, atau SET IMPLICIT_TRANSACTIONS ON.',
  return_code:
    'Prosedur selesai tanpa kesalahan, tetapi kode kembaliannya bukan 0: cari arti kode itu di dalam prosedur. Dengan FAIL_ON_RETURN_CODE=false kode itu hanya menjadi peringatan.',
};
