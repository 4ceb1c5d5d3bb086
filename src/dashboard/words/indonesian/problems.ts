/** Bahasa Indonesia: apa yang tidak beres, dan apa yang terjadi selanjutnya. */
import type { Words } from '../english.ts';
import { explain } from './refusals.ts';

export const problems: Words['problems'] = {
  unreachable: 'API tidak menjawab.',
  stale: (time) => `Menampilkan data per ${time}.`,
  again: 'Akan dicoba lagi otomatis.',
  notDrawn: 'Halaman ini tidak dapat menampilkan jawaban aplikasi: mungkin halaman ini versi lama.',
  reload: 'Muat ulang halaman',
  notDone: 'Perintah tidak berhasil.',
  explain,
  notSettled: (dates) =>
    `Belum lengkap: ${dates}. Tunggu sampai hari-hari ini dihitung, atau tetap tutup periodenya: hari-hari ini lalu tetap seperti adanya.`,
  closedBy: (day, by, reason) =>
    `Ditutup sampai ${day} oleh ${by}: ${reason}. Administrator dapat membukanya kembali untuk sementara.`,
  leftOut: (count, row) =>
    `${count} baris tabel tidak dapat dibaca sehingga tidak ditampilkan: ${row}${count === 1 ? '' : ' dan lainnya'}.`,
  inEnglish: 'Rincian teknis (dalam bahasa Inggris)',
  notAnswered: 'Tidak ada jawaban: mungkin berhasil, mungkin tidak. Aman untuk dicoba lagi.',
  code: {
    invalid_request: 'Permintaan tidak valid.',
    malformed_json: 'Permintaan tidak dapat dibaca.',
    unauthenticated: 'Masuk terlebih dahulu.',
    forbidden: 'Peran Anda tidak mengizinkan tindakan ini.',
    cross_site: 'Permintaan tampaknya berasal dari situs lain.',
    not_found: 'Eksekusi itu tidak ada.',
    run_active: 'Sudah ada eksekusi yang berjalan atau menunggu.',
    run_finished: 'Eksekusi sudah selesai.',
    notes_full: 'Catatan eksekusi ini sudah penuh.',
    nothing_held: 'Tidak ada yang memegang lease.',
    not_configured: 'Saluran ini tidak ada lagi di pengaturan.',
    period_closed: 'Tanggal itu ada dalam periode yang sudah tutup buku.',
    not_settled: 'Periode belum ditutup.',
    nothing_closed: 'Belum ada periode yang ditutup.',
    plan_active: 'Masih ada rencana pengisian yang belum selesai.',
    nothing_missing: 'Semua hari dalam rentang ini sudah lengkap.',
    length_required: 'Permintaan tidak menyebutkan panjangnya.',
    body_too_large: 'Permintaan terlalu besar.',
    unsupported_media_type: 'Jenis konten permintaan tidak sesuai.',
    idempotency_key_reused: 'ID permintaan itu sudah dipakai untuk hal lain: coba lagi.',
    cooling_down: 'Eksekusi baru saja diminta: tunggu sebentar.',
    too_many_requests: 'Terlalu banyak permintaan dalam waktu singkat: tunggu sebentar.',
    internal_error: 'Kesalahan internal: lihat log aplikasi untuk rinciannya.',
    misconfigured: 'Pengaturan aplikasi salah.',
    storage_unavailable: 'Aplikasi tidak dapat menjangkau atau membaca penyimpanannya.',
    revision_changed: 'Sementara itu jadwal sudah diubah orang lain.',
    precondition_required: 'Permintaan tidak menyebutkan versi jadwal yang menjadi dasarnya.',
    row_damaged: 'Ada baris di penyimpanan yang tidak dapat dibaca.',
  },
};
