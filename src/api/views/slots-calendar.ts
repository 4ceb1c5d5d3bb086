/** The coming slots as iCalendar (RFC 5545 and 7986), for a calendar to subscribe to. */
import type { JobConfig } from '../../core/job/job-config.ts';
import type { UpcomingSlot } from '../../core/job/upcoming-slots.ts';
import type { UsualDuration } from '../../core/run/usual-duration.ts';
import { type EpochMs, epochMsToIso, TimeZone, toMinutes } from '../../core/time/time.ts';
import { english } from '../schedule-words/english-schedule.ts';
import { indonesian } from '../schedule-words/indonesian-schedule.ts';
import type { Language } from '../schemas/both-languages.ts';
import { slotReason } from './slot-view.ts';

interface ComingSlots {
  readonly config: JobConfig;
  readonly now: EpochMs;
  readonly usual: UsualDuration | undefined;
  readonly slots: readonly UpcomingSlot[];
}

const wordsIn = {
  en: {
    ...english,
    title: (job: string) => `${job} scheduled`,
    about: (job: string) => `${job} around this time`,
    skipped: 'The run before usually still goes on then, so this one would be skipped.',
    calendar: (job: string) => `${job}: coming runs`,
  },
  id: {
    ...indonesian,
    title: (job: string) => `${job} terjadwal`,
    about: (job: string) => `${job} sekitar waktu ini`,
    skipped: 'Eksekusi sebelumnya biasanya masih berjalan pada waktu itu, sehingga yang ini akan dilewati.',
    calendar: (job: string) => `${job}: eksekusi mendatang`,
  },
};

/** How often clients should ask again; most ask less often, whatever this says. */
const refresh = 'PT15M';

const utc = TimeZone.parse('UTC');

/** `content` lacks the time of the request, so that a client that has the rest gets 304. */
export function toSlotsCalendar(
  { config, now, usual, slots }: ComingSlots,
  job: string,
  language: Language,
): { readonly text: string; readonly content: string } {
  const words = wordsIn[language];
  const length = `PT${Math.max(1, Math.ceil(usual === undefined ? 1 : toMinutes(usual.median)))}M`;
  const events = slots.flatMap((slot, index) => {
    const reason = slotReason(slot, config.timeZone, words);
    return [
      'BEGIN:VEVENT',
      // One that moves with the runs before it stays the same event; one at a time of its own has that as its name.
      `UID:${slot.estimated ? `estimate-${index + 1}` : stamp(slot.at)}@${job}.scheduler`,
      stampLine,
      `DTSTART:${stamp(slot.at)}`,
      `DURATION:${length}`,
      `SUMMARY:${escaped(slot.estimated ? words.about(job) : words.title(job))}`,
      `DESCRIPTION:${escaped(slot.overlapped ? `${reason}. ${words.skipped}` : reason)}`,
      ...(slot.profile === undefined ? [] : [`CATEGORIES:${escaped(slot.profile)}`]),
      `STATUS:${slot.estimated || slot.overlapped ? 'TENTATIVE' : 'CONFIRMED'}`,
      'TRANSP:TRANSPARENT',
      'END:VEVENT',
    ];
  });
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    `PRODID:-//${job} scheduler//coming slots//${language.toUpperCase()}`,
    'METHOD:PUBLISH',
    `NAME:${escaped(words.calendar(job))}`,
    `X-WR-CALNAME:${escaped(words.calendar(job))}`,
    `X-WR-TIMEZONE:${config.timeZone}`,
    `REFRESH-INTERVAL;VALUE=DURATION:${refresh}`,
    `X-PUBLISHED-TTL:${refresh}`,
    ...events,
    'END:VCALENDAR',
  ];
  const stamped = lines.map((line) => (line === stampLine ? `DTSTAMP:${stamp(now)}` : line));
  return { text: stamped.map(folded).join(''), content: lines.join('\n') };
}

/** Stands for the time of the request. */
const stampLine = 'DTSTAMP';

/** `20261127T090000Z` */
const stamp = (instant: EpochMs): string =>
  epochMsToIso(instant, utc)
    .replaceAll(/[-:]|\.\d+/g, '')
    .replace('+0000', 'Z');

const escaped = (text: string): string =>
  text.replaceAll(/[\\;,]/g, String.raw`\$&`).replaceAll(/\r\n|\r|\n/g, String.raw`\n`);

/** No line has more than 75 octets; what follows begins with a blank. Never within a character. */
function folded(line: string): string {
  let text = '';
  let size = 0;
  for (const character of line) {
    const octets = octetsOf(character);
    if (size + octets > 75) {
      text += '\r\n ';
      size = 1;
    }
    text += character;
    size += octets;
  }
  return `${text}\r\n`;
}

function octetsOf(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x80) return 1;
  if (code < 0x800) return 2;
  return code < 0x1_00_00 ? 3 : 4;
}
