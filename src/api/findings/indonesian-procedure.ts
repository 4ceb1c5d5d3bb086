/** Bahasa Indonesia: temuan tentang prosedur, parameter dan haknya, kunci, dan jam. */
import type { SettingsPart } from '../../core/settings/wrong-settings.ts';
import type { FindingWords } from './finding-words.ts';

export const procedureInIndonesian = {
  procedure_found: ({ procedure }) => ({ message: `Prosedur ${procedure} ada.` }),
  procedure_synonym: ({ procedure, base }) => ({
    message: `${procedure} adalah sinonim dari ${base}; parameternya tidak diperiksa.`,
    remedy: 'Isi PROCEDURE_NAME dengan prosedur aslinya supaya dapat diperiksa.',
  }),
  procedure_missing: ({ procedure, database, similar, databases }) => ({
    message: [
      `Di basis data ${database} tidak ada prosedur ${procedure}, atau login ini tidak boleh melihatnya.`,
      ...(similar.length === 0 ? [] : [`Yang ada: ${similar.join(', ')}.`]),
      ...(databases.length === 0 ? [] : [`Prosedur itu ada di basis data ${databases.join(', ')}.`]),
    ].join(' '),
    remedy: `Perbaiki PROCEDURE_NAME atau SQL_DATABASE. Jika keduanya benar: GRANT EXECUTE ON OBJECT::${procedure} kepada login aplikasi ini.`,
  }),
  procedure_other_kind: ({ procedure, kind }) => ({
    message: `${procedure} bukan prosedur (${kind}).`,
    remedy: 'Isi PROCEDURE_NAME dengan sebuah stored procedure.',
  }),
  parameter_fits: ({ parameter, type }) => ({ message: `${parameter} bertipe ${type}, sesuai.` }),
  parameter_time: ({ parameter, type }) => ({
    message: `${parameter} bertipe ${type}: tanggal diterima sebagai pukul 00.00 pada hari itu.`,
    remedy:
      'Jika prosedur membandingkan waktu dengan hari terakhir (misalnya BETWEEN), hari itu terlewat. Jadikan parameternya date, atau bandingkan dengan < hari berikutnya.',
  }),
  parameter_text: ({ parameter, type }) => ({
    message: `${parameter} bertipe ${type}: tanggal diterima sebagai teks seperti 2026-11-26.`,
    remedy:
      'Dengan SET DATEFORMAT dmy, datetime membacanya sebagai tahun-hari-bulan. Jadikan parameternya date.',
  }),
  parameter_type_wrong: ({ parameter, type }) => ({
    message: `${parameter} bertipe ${type}, yang tidak dapat menerima tanggal.`,
    remedy: 'Jadikan parameternya date, atau perbaiki PROCEDURE_START_PARAMETER dan PROCEDURE_END_PARAMETER.',
  }),
  parameter_missing: ({ parameter, setting, declared }) => ({
    message: `Prosedur tidak memiliki parameter ${parameter}. Yang ada: ${declared.length === 0 ? 'tidak ada' : declared.join(', ')}.`,
    remedy: `Isi ${setting} dengan nama yang benar, tanpa @.`,
  }),
  parameter_optional: ({ parameter }) => ({
    message: `${parameter} tidak dikirim; nilai bawaannya berlaku.`,
  }),
  parameter_extra: ({ parameter }) => ({
    message: `${parameter} tidak dikirim. Dengan login ini tidak terlihat apakah ada nilai bawaannya.`,
    remedy:
      'Jika tidak ada, setiap eksekusi gagal dengan kesalahan 201: beri nilai bawaan (= nilai), atau hapus parameternya.',
  }),
  parameter_required: ({ parameter }) => ({
    message: `${parameter} tidak punya nilai bawaan dan tidak dikirim aplikasi: setiap eksekusi akan gagal dengan kesalahan 201.`,
    remedy:
      'Beri nilai bawaan (= nilai) di prosedur, atau buat prosedur dengan dua parameter yang memanggil prosedur ini.',
  }),
  parameters_reversed: ({ first, second }) => ({
    message: `Di prosedur, ${first} ditulis sebelum ${second}, padahal ${second} dikirim sebagai hari pertama.`,
    remedy:
      'Keduanya dikirim menurut nama, jadi urutannya tidak berpengaruh. Pastikan saja PROCEDURE_START_PARAMETER adalah hari pertama dan PROCEDURE_END_PARAMETER hari terakhir.',
  }),
  execute_granted: ({ procedure }) => ({ message: `Login ini boleh menjalankan ${procedure}.` }),
  execute_denied: ({ procedure, user }) => ({
    message: `${user} tidak boleh menjalankan ${procedure}.`,
    remedy: `Sebagai administrator: GRANT EXECUTE ON OBJECT::${procedure} TO [${user}]. DENY lebih diutamakan.`,
  }),
  pending_granted: ({ procedure }) => ({
    message: `Login ini boleh mengeksekusi ${procedure}, yang memberitahukan data susulan.`,
  }),
  pending_denied: ({ procedure, user }) => ({
    message: `${user} tidak boleh mengeksekusi ${procedure}: data susulan tidak diberitahukan.`,
    remedy: `Sebagai administrator: GRANT EXECUTE ON OBJECT::${procedure} TO [${user}].`,
  }),
  pending_missing: ({ procedure, database }) => ({
    message: `Database ${database} tidak memiliki prosedur ${procedure}, atau login ini tidak boleh melihatnya: data susulan tidak diberitahukan.`,
    remedy: `Perbaiki PENDING_PROCEDURE, atau buat prosedur itu lalu GRANT EXECUTE ON OBJECT::${procedure} TO login aplikasi ini.`,
  }),
  lock_free: ({ lock }) => ({ message: `Kunci aplikasi "${lock}" bebas, dan login ini boleh mengambilnya.` }),
  lock_own: ({ lock }) => ({
    message: `Eksekusi yang sedang berjalan memegang kunci aplikasi "${lock}", sebagaimana mestinya.`,
  }),
  lock_held: ({ lock }) => ({
    message: `Sesi lain memegang kunci aplikasi "${lock}": eksekusi menunggu sampai kunci itu bebas.`,
    remedy:
      'Cari siapa yang menjalankan prosedur itu: salinan lain aplikasi ini, atau eksekusi yang berlanjut setelah prosesnya berakhir. Administrator melihatnya di sys.dm_tran_locks (resource_type APPLICATION).',
  }),
  lock_denied: ({ user }) => ({
    message: `${user} tidak boleh menjalankan sp_getapplock, yang mencegah dua eksekusi bersamaan: tidak ada eksekusi yang akan mulai.`,
    remedy:
      'Hapus DENY pada sp_getapplock dan sp_releaseapplock; bawaannya setiap login boleh menjalankannya.',
  }),
  clock_agrees: ({ seconds }) => ({
    message: `Jam server sama dengan jam aplikasi (selisih ${seconds} detik).`,
  }),
  clock_differs: ({ seconds }) => ({
    message: `Jam server ${Math.abs(seconds)} detik ${seconds > 0 ? 'lebih cepat' : 'lebih lambat'} daripada jam aplikasi.`,
    remedy:
      'Sinkronkan kedua jam. Eksekusi dimulai menurut jam aplikasi; waktu yang ditulis prosedur mengikuti jam server.',
  }),
  zone_agrees: ({ offset }) => ({ message: `Zona waktu server sama dengan zona jadwal (UTC${offset}).` }),
  zone_unused: ({ offset, expected }) => ({
    message: `Server memakai UTC${offset} dan jadwal UTC${expected}; prosedur tidak menanyakan waktu kepada server.`,
  }),
  zone_differs: ({ offset, expected }) => ({
    message: `Server memakai UTC${offset}, jadwal memakai UTC${expected}.`,
    remedy:
      'Tanggal sebuah eksekusi berasal dari jadwal. Hanya jika prosedur memakai GETDATE() atau sejenisnya, waktunya berbeda, dan sekitar tengah malam tanggalnya pun berbeda.',
  }),
  settings_wrong: ({ part, problems }) => ({
    message: `Pengaturan ${namesOfParts[part]} salah: ${problems.join('; ')}.`,
    remedy:
      'Perbaiki pengaturan itu. Eksekusi tidak memerlukannya; sampai diperbaiki, bagian itu tidak dipakai.',
  }),
  unanswered: ({ question, reason }) => ({
    message: `Server tidak menjawab ${question}: ${reason}`,
    remedy: 'Pemeriksaan berlanjut tanpa jawaban itu. Jika eksekusi berhasil, tidak perlu tindakan.',
  }),
} satisfies Partial<FindingWords>;

const namesOfParts: Readonly<Record<SettingsPart, string>> = {
  email: 'email',
  slack: 'Slack',
  teams: 'Microsoft Teams',
  webhook: 'webhook',
  ping: 'pemantau luar',
  notices: 'pemberitahuan',
  metrics: 'metrik',
  pending: 'data susulan',
};
