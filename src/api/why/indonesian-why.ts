/** "Why?" in Indonesian, as an HR operator would say it. */
import { labelOf } from '../../core/identity.ts';
import { type DurationMs, toMinutes } from '../../core/time/time.ts';
import type { Blocker } from '../../core/schedule/slot.ts';
import type { Sentence, WhyLanguage } from './why-words.ts';

const minutesOf = (duration: DurationMs): string => `${Math.round(toMinutes(duration))} menit`;
const because = ({ because: words }: Sentence): string => (words === '' ? '' : `: ${words}`);
const idOf = ({ run }: Sentence): string => (run === undefined ? 'sebuah proses' : `proses ${run.id}`);

function blockerWords(by: Blocker): string {
  switch (by.kind) {
    case 'blackout':
      return `masa larangan ${by.label}`;
    case 'paused_profile':
      return `profil ${by.name} yang dijeda`;
    case 'paused_rule':
      return 'aturan utama yang dijeda';
    case 'least_gap':
      return 'jeda minimum setelah proses sebelumnya';
    case 'clock_change':
      return 'perubahan jam';
  }
}

export const indonesianWhy: WhyLanguage = {
  codes: {
    ran: ({ at, run, asked }) =>
      run === undefined
        ? `Proses dimulai pukul ${at(asked)}.`
        : `Proses ${run.id} dimulai pukul ${at(run.createdAt)}${run.trigger === 'request' ? `, diminta oleh ${labelOf(run.actor, run.actorId)}` : ''}.`,
    served_later: (given) =>
      `Jadwal pukul ${given.at(given.slot)} baru dijalankan kemudian${given.run === undefined ? '' : `, pukul ${given.at(given.run.createdAt)} oleh ${idOf(given)}`}${because(given)}.`,
    skipped: (given) => `Jadwal pukul ${given.at(given.slot)} dilewati${because(given)}.`,
    pending: (given) =>
      `Jadwal pukul ${given.at(given.slot)} sudah tiba, tetapi belum dijalankan${because(given)}.`,
    dropped: (given) =>
      `Jadwal pukul ${given.at(given.slot)} batal sebelum sempat dijalankan${because(given)}.`,
    running: (given) => `Tidak ada jadwal karena proses masih berjalan${because(given)}.`,
    paused: ({ at, asked, because: words }) =>
      `Tidak ada proses pukul ${at(asked)}: ${words || 'jadwal sedang dijeda'}.`,
    blocked: ({ at, asked, because: words }) =>
      `Tidak ada proses pukul ${at(asked)}: ${words || 'jadwal tidak mengizinkannya'}.`,
    start_delay: (given) => `Tidak ada proses pukul ${given.at(given.asked)}${because(given)}.`,
    down: (given) =>
      `Penjadwal tidak berjalan pukul ${given.at(given.asked)}${because(given)}. Tidak ada jadwal pada saat itu.`,
    not_planned: (given) => `Tidak ada jadwal pukul ${given.at(given.asked)}${because(given)}.`,
    unknown: (given) => `Keadaan pukul ${given.at(given.asked)} tidak dapat diketahui lagi${because(given)}.`,
    planned: (given) => `Proses dijadwalkan pukul ${given.at(given.slot)}.`,
    planned_during_run: (given) =>
      `Ada jadwal pukul ${given.at(given.slot)}, tetapi proses sebelumnya mungkin masih berjalan${because(given)}.`,
    too_far: ({ at, asked }) =>
      `Belum dapat dipastikan apakah ada proses pukul ${at(asked)}: jadwalnya dihitung dari selesainya proses-proses sebelum itu.`,
  },
  facts: {
    schedule: ({ changed }, at) =>
      changed === undefined
        ? 'jadwal yang berlaku saat itu'
        : `jadwal yang ditetapkan oleh ${changed.by} pukul ${at(changed.at)}`,
    schedule_unknown: () => 'catatan audit tidak menunjukkan jadwal yang berlaku saat itu',
    adapted: ({ interval }, at) =>
      `selang ${interval.hours} jam, disesuaikan pukul ${at(interval.at)} menurut ${interval.by === 'duration' ? 'lamanya proses' : 'jumlah baris yang diproses'}`,
    profile: ({ name }) => `profil ${name} berlaku`,
    paused: ({ pause }, at) =>
      `jadwal dijeda oleh ${labelOf(pause.by, pause.byId)} sejak pukul ${at(pause.since)}${pause.until === undefined ? '' : ` sampai pukul ${at(pause.until)}`} (${pause.reason})`,
    blocked: ({ by, until }, at) =>
      `${blockerWords(by)} tidak mengizinkan proses${until === undefined ? '' : ` sebelum pukul ${at(until)}`}`,
    start_delay: ({ until }, at) =>
      `setelah pertama kali dinyalakan, dilanjutkan, atau diubah, belum ada jadwal sebelum pukul ${at(until)}`,
    run_in_progress: ({ runId, from, to }, at) =>
      `proses ${runId} berjalan sejak pukul ${at(from)}${to === undefined ? '' : ` sampai pukul ${at(to)}`}`,
    no_ticks: ({ from, to, unreachable }, at) =>
      `${to === undefined ? `tidak ada detak tercatat sejak pukul ${at(from)}` : `tidak ada detak tercatat antara pukul ${at(from)} dan ${at(to)}`}: ${unreachable ? 'tabel tidak menjawab' : 'penjadwal mati, atau tabel tidak menjawab'}`,
    ticks_unknown: ({ since }, at) =>
      since === undefined
        ? 'detak belum dicatat, jadi tidak diketahui apakah penjadwal berjalan'
        : `detak baru dicatat sejak pukul ${at(since)}, jadi tidak diketahui apakah penjadwal berjalan`,
    served_late: ({ slot, at: served }, at) =>
      `jadwal pukul ${at(slot)} tidak dijalankan sebelum pukul ${at(served)}, jadi di antaranya tidak ada detak`,
    catch_up: ({ runId, missed }) =>
      missed === 0
        ? `proses ${runId} menyusulkannya`
        : `proses ${runId} menyusulkannya beserta ${missed} jadwal sebelumnya`,
    catch_up_off: () => 'jadwal itu terlewat, dan penyusulan dimatikan',
    forecast: ({ usual }) =>
      usual === undefined
        ? 'perkiraan: belum ada proses yang berhasil'
        : `perkiraan: proses biasanya berlangsung ${minutesOf(usual)}`,
    history_purged: ({ before }, at) => `catatan sebelum pukul ${at(before)} sudah dihapus karena usianya`,
  },
};
