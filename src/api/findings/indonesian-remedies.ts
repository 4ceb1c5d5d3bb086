/** Bahasa Indonesia: apa yang dapat dilakukan terhadap suatu kesalahan. */
import type { ErrorView } from '../schemas/run-schemas.ts';

export const remedies: Readonly<Record<ErrorView['remedy_code'], string>> = {
  unreachable:
    'Periksa SQL_SERVER dan SQL_PORT, apakah servernya menyala dan menerima koneksi TCP/IP, dan apakah firewall-nya mengizinkan aplikasi ini.',
  transient:
    'Kesalahan seperti ini biasanya hilang dengan sendirinya; eksekusi dicoba lagi selama masih ada percobaan. Jika terus gagal, hubungi administrator basis data.',
  outcome_unknown:
    'Koneksi putus saat prosedur berjalan. Penjadwal terlebih dahulu memastikan bahwa prosedur sudah berhenti, lalu mencoba lagi selama masih ada percobaan.',
  interrupted:
    'Aplikasi dihentikan atau diganti saat prosedur berjalan. Eksekusi dicoba lagi selama masih ada percobaan, setelah prosedur dipastikan berhenti.',
  governance:
    'Azure SQL mengakhiri sesi karena memakai terlalu banyak sumber daya: tingkatkan kapasitas basis data atau ringankan prosedurnya.',
  access:
    'Server menolak aplikasi ini: alasannya ada dalam pesan. Aplikasi hanya memerlukan izin untuk terhubung ke basis data dan izin EXECUTE atas prosedur.',
  contract:
    'Cocokkan PROCEDURE_NAME, PROCEDURE_START_PARAMETER, dan PROCEDURE_END_PARAMETER dengan deklarasi prosedur di basis data.',
  data: 'Prosedur menemukan data yang tidak dapat diproses: lihat baris yang disebut dalam pesan, perbaiki, lalu pilih Jalankan sekarang.',
  environment:
    'Server basis datanya sendiri bermasalah (disk, log, atau memori penuh, atau halaman rusak): segera hubungi administratornya.',
  user_raised: 'Prosedur sendiri yang melaporkan kesalahan ini: pesannya menyebutkan apa yang diharapkan.',
  unclassified:
    'Kesalahan ini tidak dikenal dan dianggap permanen. Baca pesan lengkapnya, lalu tunjukkan kepada administrator basis data.',
  locked_rows:
    'Sesi lain sedang mengerjakan baris yang sama pada saat yang sama; eksekusi dicoba lagi selama masih ada percobaan. Jika sering terjadi, jauhkan jadwalnya dari pekerjaan lain itu, atau minta administrator mencari penyebab deadlock.',
  unbalanced_transaction:
    'Prosedur tidak mengakhiri transaksinya dengan benar: di setiap jalur, juga di CATCH, setiap BEGIN TRANSACTION harus punya tepat satu COMMIT atau ROLLBACK (periksa @@TRANCOUNT dan XACT_STATE()). Pengembang prosedur harus memperbaikinya.',
  procedure_defect:
    'Ada kesalahan di dalam prosedur atau kode yang dipanggilnya: letaknya disebut dalam pesan dan nomor baris. Pengembang prosedur harus memperbaikinya.',
  parameter_type:
    'Parameter prosedur tidak menerima tanggal: deklarasikan PROCEDURE_START_PARAMETER dan PROCEDURE_END_PARAMETER di prosedur sebagai date, datetime, atau varchar, atau perbaiki kedua pengaturan ini.',
  missing_object:
    'Prosedur memakai tabel, kolom, atau objek lain yang tidak ada di basis data ini: periksa SQL_DATABASE, lalu tanyakan kepada pengembang prosedur. Pesan menyebut objeknya.',
  missing_grant:
    'Berikan haknya: GRANT EXECUTE ON OBJECT::<prosedur> TO <user aplikasi ini>. Pesan menyebut objeknya.',
  missing_inner_grant:
    'Prosedur sudah dimulai, tetapi sesuatu yang dilakukan atau dipakainya tidak diizinkan; biasanya karena objeknya dimiliki pihak lain, berada di basis data lain, atau dipakai dalam SQL dinamis. Berikan hak yang disebut dalam pesan, atau buat prosedurnya WITH EXECUTE AS OWNER.',
  missing_procedure:
    'Prosedur tidak ada di basis data ini, atau login ini tidak boleh melihatnya: periksa PROCEDURE_NAME dan SQL_DATABASE.',
  missing_database:
    'Periksa SQL_DATABASE: basis datanya tidak ada, sedang offline atau dipulihkan, atau tidak boleh dibuka oleh login ini.',
  missing_user:
    'Login-nya ada, tetapi belum menjadi user di basis data ini: jalankan CREATE USER <nama> FOR LOGIN <login> di sana, dan GRANT EXECUTE atas prosedur. Periksa juga SQL_DATABASE.',
  read_only:
    'Basis data di sini tidak dapat ditulis: hanya untuk dibaca, atau server ini menjadi replika sekunder sejak failover. Isi SQL_SERVER dengan listener availability group, atau minta administrator membuat basis datanya dapat ditulis.',
  login_refused: 'Periksa SQL_USER dan SQL_PASSWORD, dan apakah login itu ada di server ini.',
  login_blocked:
    'Login-nya ada, tetapi dinonaktifkan atau terkunci, atau kata sandinya kedaluwarsa atau harus diganti: minta administrator mengaktifkannya (ALTER LOGIN), lalu isi kata sandi yang berlaku di SQL_PASSWORD.',
  identity_refused:
    'Basis data tidak mengenal managed identity aplikasi ini: jalankan CREATE USER [<nama aplikasi>] FROM EXTERNAL PROVIDER di basis data itu, dan GRANT EXECUTE atas prosedur. Periksa juga SQL_DATABASE.',
  windows_login:
    'Aplikasi tidak dapat masuk dengan akun Windows. Buat login SQL Server (CREATE LOGIN … WITH PASSWORD) untuk SQL_USER, dan atur server agar menerima keduanya (mixed mode: SQL Server and Windows Authentication).',
  token_refused:
    'Tidak ada token untuk basis data: periksa apakah managed identity ada dan terpasang pada aplikasi (SQL_CLIENT_ID).',
  firewall:
    'Firewall server menolak aplikasi ini. Di Azure Portal, buka SQL server, lalu Networking: tambahkan alamat IP yang disebut dalam pesan, atau izinkan virtual network aplikasi ini; jika akses publik dimatikan, aplikasi memerlukan private endpoint. Aturan baru berlaku paling lambat lima menit kemudian.',
  free_limit:
    'Jatah gratis basis data untuk bulan ini sudah habis, sehingga basis datanya dijeda: di Azure Portal, di Compute + storage, lanjutkan dengan biaya, atau tunggu sampai bulan depan.',
  server_name:
    'Server tidak mengenali namanya: isi SQL_SERVER dengan nama lengkapnya, misalnya example.database.windows.net, bukan alamat IP atau alias.',
  instance_not_found:
    'Port instance bernama itu tidak diketahui. Di server, nyalakan layanan SQL Server Browser, buka port UDP 1434, dan aktifkan TCP/IP untuk instance itu; atau beri instance itu port tetap dan isi SQL_PORT dengannya, sehingga Browser tidak diperlukan.',
  encryption_missing:
    'Server tidak memakai enkripsi: pasang sertifikat di sana, atau, hanya untuk pengembangan, atur SQL_ENCRYPT=false.',
  encryption_required:
    'Server hanya menerima koneksi terenkripsi: atur SQL_ENCRYPT=true, atau hapus pengaturan itu, dan pastikan sertifikatnya dipercaya.',
  tls_refused:
    'Server dan aplikasi ini tidak punya versi atau cipher TLS yang sama; aplikasi memerlukan TLS 1.2 atau lebih baru. Perbarui servernya (SQL Server 2012 dan 2014 perlu service pack terbaru untuk TLS 1.2), aktifkan TLS 1.2 di Windows, atau beri server sertifikat dengan kunci yang lebih panjang.',
  handshake_broken:
    'Server menutup koneksi saat enkripsi sedang disepakati. Jika terulang, server tidak menawarkan versi atau cipher TLS yang diterima aplikasi ini (TLS 1.2 atau lebih baru): perbarui servernya (SQL Server 2012 dan 2014 perlu service pack terbaru), dan aktifkan TLS 1.2 di Windows.',
  strict_refused:
    'SQL_ENCRYPT=strict memerlukan TDS 8.0: SQL Server 2022 atau lebih baru, atau Azure SQL. Server ini tidak menanggapinya: atur SQL_ENCRYPT=true.',
  certificate_untrusted:
    'Sertifikat TLS server tidak dipercaya, kedaluwarsa, atau dibuat untuk nama lain: pasang yang sah, atau, hanya untuk pengembangan, atur SQL_TRUST_SERVER_CERTIFICATE=true.',
  open_transaction:
    'Pekerjaan prosedur dalam transaksi itu telah dibatalkan (rollback). Prosedur harus mengakhiri setiap transaksi yang dimulainya: cari jalur tanpa COMMIT atau ROLLBACK, RETURN sebelum COMMIT, atau SET IMPLICIT_TRANSACTIONS ON.',
  return_code:
    'Prosedur selesai tanpa kesalahan, tetapi kode kembaliannya bukan 0: cari arti kode itu di dalam prosedur. Dengan FAIL_ON_RETURN_CODE=false kode itu hanya menjadi peringatan.',
  certificate_strict:
    'SQL_ENCRYPT=strict selalu memeriksa sertifikat TLS, dan sertifikat server tidak dipercaya, kedaluwarsa, atau dibuat untuk nama lain: pasang yang sah di server, atau tambahkan penerbitnya dengan NODE_EXTRA_CA_CERTS.',
  scheduler_defect: 'Ini cacat pada penjadwal: laporkan bersama pesan ini.',
};
