/** "Why?" in Indonesian, as an HR operator would say it. */
import { labelOf } from '../../core/identity.ts';
import { type DurationMs, toMinutes } from '../../core/time/time.ts';
import { adaptedWords } from '../schedule-words/adapted-words.ts';
import { blockerWords } from '../schedule-words/document-words.ts';
import { indonesian } from '../schedule-words/indonesian-schedule.ts';
import type { Sentence, WhyLanguage } from './why-words.ts';

const minutesOf = (duration: DurationMs): string => `${Math.round(toMinutes(duration))} menit`;
const because = ({ because: words }: Sentence): string => (words === '' ? '' : `: ${words}`);
const idOf = ({ run }: Sentence): string => (run === undefined ? 'sebuah eksekusi' : `eksekusi ${run.id}`);

export const indonesianWhy: WhyLanguage = {
  words: indonesian,
  codes: {
    ran: ({ at, run, asked }) =>
      run === undefined
        ? `Eksekusi dimulai ${at(asked)}.`
        : `Eksekusi ${run.id} dimulai ${at(run.createdAt)}${run.trigger === 'request' ? `, diminta oleh ${labelOf(run.actor, run.actorId)}` : ''}.`,
    served_later: (given) =>
      `Jadwal ${given.at(given.slot)} baru dijalankan kemudian${given.run === undefined ? '' : `, ${given.at(given.run.createdAt)} oleh ${idOf(given)}`}${because(given)}.`,
    skipped: (given) => `Jadwal ${given.at(given.slot)} dilewati${because(given)}.`,
    pending: (given) =>
      `Jadwal ${given.at(given.slot)} sudah tiba, tetapi belum dijalankan${because(given)}.`,
    dropped: (given) => `Jadwal ${given.at(given.slot)} batal sebelum sempat dijalankan${because(given)}.`,
    running: (given) => `Tidak ada jadwal karena eksekusi masih berjalan${because(given)}.`,
    paused: ({ at, asked, because: words }) =>
      `Tidak ada eksekusi ${at(asked)}: ${words || 'jadwal sedang dijeda'}.`,
    blocked: ({ at, asked, because: words }) =>
      `Tidak ada eksekusi ${at(asked)}: ${words || 'jadwal tidak mengizinkannya'}.`,
    start_delay: (given) => `Tidak ada eksekusi ${given.at(given.asked)}${because(given)}.`,
    down: (given) =>
      `Penjadwal tidak berjalan ${given.at(given.asked)}${because(given)}. Tidak ada jadwal pada saat itu.`,
    not_planned: (given) => `Tidak ada jadwal ${given.at(given.asked)}${because(given)}.`,
    unknown: (given) => `Keadaan ${given.at(given.asked)} tidak dapat diketahui lagi${because(given)}.`,
    planned: (given) => `Eksekusi dijadwalkan ${given.at(given.slot)}.`,
    planned_during_run: (given) =>
      `Ada jadwal ${given.at(given.slot)}, tetapi eksekusi sebelumnya mungkin masih berjalan${because(given)}.`,
    too_far: ({ at, asked }) =>
      `Belum dapat dipastikan apakah ada eksekusi ${at(asked)}: jadwalnya dihitung dari selesainya eksekusi sebelum itu.`,
  },
  facts: {
    schedule: ({ changed }, at) =>
      changed === undefined
        ? 'jadwal yang berlaku saat itu'
        : `jadwal yang ditetapkan oleh ${changed.by} ${at(changed.at)}`,
    schedule_unknown: () => 'catatan audit tidak menunjukkan jadwal yang berlaku saat itu',
    adapted: ({ interval }, at) =>
      `interval yang berlaku sejak ${at(interval.at)}: ${adaptedWords(interval, indonesian)}`,
    profile: ({ name }) => `profil ${name} berlaku`,
    paused: ({ pause }, at) =>
      `jadwal dijeda oleh ${labelOf(pause.by, pause.byId)} sejak ${at(pause.since)}${pause.until === undefined ? '' : ` sampai ${at(pause.until)}`} (${pause.reason})`,
    blocked: ({ by, until }, at) =>
      `${until === undefined ? 'tidak ada waktu yang diizinkan' : `waktu pertama yang diizinkan adalah ${at(until)}`}, karena ${blockerWords(by, indonesian)}`,
    start_delay: ({ until }, at) =>
      `setelah pertama kali dinyalakan, dilanjutkan, atau diubah, belum ada jadwal sebelum ${at(until)}`,
    run_in_progress: ({ runId, from, to }, at) =>
      `eksekusi ${runId} berjalan sejak ${at(from)}${to === undefined ? '' : ` sampai ${at(to)}`}`,
    no_ticks: ({ from, to, unreachable }, at) =>
      `${to === undefined ? `tidak ada tanda kerja penjadwal yang tercatat sejak ${at(from)}` : `tidak ada tanda kerja penjadwal yang tercatat antara ${at(from)} dan ${at(to)}`}: ${unreachable ? 'tabel tidak menjawab' : 'penjadwal mati, atau tabel tidak menjawab'}`,
    ticks_unknown: ({ since }, at) =>
      since === undefined
        ? 'tanda kerja penjadwal belum dicatat, jadi tidak diketahui apakah penjadwal berjalan'
        : `tanda kerja penjadwal baru dicatat sejak ${at(since)}, jadi tidak diketahui apakah penjadwal berjalan`,
    served_late: ({ slot, at: served }, at) =>
      `jadwal ${at(slot)} tidak dijalankan sebelum ${at(served)}, jadi di antaranya tidak ada tanda kerja penjadwal`,
    catch_up: ({ runId, missed }) =>
      missed === 0
        ? `eksekusi ${runId} menyusulkannya`
        : `eksekusi ${runId} menyusulkannya beserta ${missed} jadwal sebelumnya`,
    catch_up_off: () => 'jadwal itu terlewat, dan penyusulan dimatikan',
    period_closed: () => 'tanggalnya ada dalam periode yang sudah tutup buku',
    forecast: ({ usual }) =>
      usual === undefined
        ? 'perkiraan: belum ada eksekusi yang berhasil'
        : `perkiraan: eksekusi biasanya berlangsung ${minutesOf(usual)}`,
    history_purged: ({ before }, at) => `catatan sebelum ${at(before)} sudah dihapus karena usianya`,
  },
};
