/** Bahasa Indonesia: apa yang perlu diperbaiki agar suatu permintaan diterima. */
import type { ErrorDetail } from '../../../api/schemas/error-schemas.ts';
import { isolate } from '../isolate.ts';
import type { Words } from '../english.ts';

/** Setiap kolom yang dapat dikirim halaman ini. */
const fields: Readonly<Record<string, string>> = {
  reason: 'Alasan: 1 sampai 500 karakter dalam satu baris, tanpa karakter yang tidak terlihat.',
  until:
    'Sampai waktu: tanggal dan waktu yang akan datang, sebelum tahun 2100; periode tutup buku paling lama 31 hari ke depan.',
  through: 'Tutup sampai tanggal: sebelum hari ini, dan tidak sebelum periode yang sudah ditutup.',
  confirm: 'Konfirmasi: ya atau tidak.',
  channel: 'Saluran: email, slack, teams, atau webhook.',
  cancel: 'Pembatalan: ya atau tidak.',
  run_id: 'Eksekusi yang dimaksud tidak dikenal.',
  awal: 'Hari pertama: tanggal yang ada, tidak setelah hari terakhir, dan rentangnya tidak terlalu panjang.',
  akhir: 'Hari terakhir: tanggal yang ada, dan tidak melewati hari ini.',
  dates: 'Tanggal yang dihitung: yang belum lengkap saja, atau semuanya.',
  hours: 'Jam antara eksekusi: angka dari 0,5 sampai 24.',
  document:
    'Jadwal: belum lengkap, atau terlalu besar untuk disimpan. Persingkat nama, atau hapus hari libur dan masa larangan yang sudah berlalu.',
  text: 'Daftar hari libur: iCalendar, CSV, atau satu hari per baris, misalnya 2026-12-25 Hari Natal.',
  from: 'Hari pertama: tanggal yang ada, dan di dalam periode yang dimaksud.',
  to: 'Hari terakhir yang diambil: tanggal yang ada, tidak sebelum hari pertama.',
  kind: 'Jenis hari: 1 sampai 60 karakter dalam satu baris.',
  at: 'Waktu: tanggal dan waktu dari tahun 2000 sampai 2099.',
  after: 'Cara menghitung: sejak eksekusi sebelumnya selesai, atau dari waktu terjadwal sebelumnya.',
};

const sentenceFor = (detail: ErrorDetail | string): string => {
  const field = typeof detail === 'string' ? detail : detail.field;
  if (typeof detail !== 'string' && field === 'text' && detail.expected.includes('on one line'))
    return 'Catatan: 1 sampai 500 karakter dalam satu baris, tanpa karakter yang tidak terlihat.';
  const [, part] = /^document\.(.+)$/.exec(field) ?? [];
  if (part !== undefined) return `Jadwal, bagian ${isolate(part)}: isinya belum benar.`;
  const [, line] = /^line (\d+)/.exec(field) ?? [];
  if (line !== undefined)
    return `Baris ${line} belum benar: tulis tanggal lalu nama, misalnya 2026-12-25 Hari Natal.`;
  return Object.hasOwn(fields, field) ? (fields[field] ?? '') : `Nilai ${isolate(field)} tidak diterima.`;
};

export const explain: Words['problems']['explain'] = ({ error, retryAfterSeconds }) => {
  switch (error.code) {
    case 'invalid_request':
      return [...new Set(error.details.map(sentenceFor))].join(' ');
    case 'cooling_down':
    case 'too_many_requests':
      return retryAfterSeconds === undefined ? '' : `Coba lagi dalam ${retryAfterSeconds} detik.`;
    case 'malformed_json':
    case 'unauthenticated':
    case 'forbidden':
    case 'cross_site':
    case 'not_found':
    case 'run_active':
    case 'run_finished':
    case 'notes_full':
    case 'nothing_held':
    case 'not_configured':
    case 'period_closed':
    case 'not_settled':
    case 'nothing_closed':
    case 'plan_active':
    case 'nothing_missing':
    case 'revision_changed':
    case 'precondition_required':
    case 'length_required':
    case 'body_too_large':
    case 'unsupported_media_type':
    case 'idempotency_key_reused':
      return '';
    default:
      return undefined;
  }
};
