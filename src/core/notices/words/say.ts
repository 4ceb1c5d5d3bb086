/** Instants, days and lengths of time as a language writes them in a sentence. */
import type { NoticeLanguage } from '../channel.ts';
import type { DateRanges } from '../../coverage/date-ranges.ts';
import type { DateRange } from '../../run/date-range.ts';
import {
  type DurationMs,
  type EpochMs,
  isoToEpochMs,
  type LocalDate,
  TimeZone,
  toMinutes,
} from '../../time/time.ts';

export interface Say {
  /** "24 November 2026, 13:45" */
  readonly moment: (instant: EpochMs) => string;
  /** "23 November 2026 to 24 November 2026" */
  readonly days: (range: DateRange) => string;
  /** Of one or several stretches, with semicolons. */
  readonly stretches: (ranges: DateRanges) => string;
  /** "2 hours 30 minutes" */
  readonly length: (duration: DurationMs) => string;
}

interface Manner {
  readonly locale: string;
  readonly moment: (date: string, time: string) => string;
  readonly to: string;
  readonly day: (count: number) => string;
  readonly hour: (count: number) => string;
  readonly minute: (count: number) => string;
  readonly moments: string;
}

const plural =
  (one: string) =>
  (count: number): string =>
    `${count} ${one}${count === 1 ? '' : 's'}`;

const manners: Readonly<Record<NoticeLanguage, Manner>> = {
  en: {
    locale: 'en-GB',
    moment: (date, time) => `${date}, ${time}`,
    to: 'to',
    day: plural('day'),
    hour: plural('hour'),
    minute: plural('minute'),
    moments: 'less than a minute',
  },
  id: {
    locale: 'id-ID',
    moment: (date, time) => `${date} pukul ${time}`,
    to: 'sampai',
    day: (count) => `${count} hari`,
    hour: (count) => `${count} jam`,
    minute: (count) => `${count} menit`,
    moments: 'kurang dari satu menit',
  },
};

export function sayIn(language: NoticeLanguage, zone: TimeZone): Say {
  const manner = manners[language];
  const date = (instant: EpochMs, where: TimeZone): string =>
    new Intl.DateTimeFormat(manner.locale, { dateStyle: 'long', timeZone: where }).format(instant);
  const day = (local: LocalDate): string => date(isoToEpochMs(`${local}T12:00:00Z`), utc);
  const days = ({ awal, akhir }: DateRange): string =>
    awal === akhir ? day(awal) : `${day(awal)} ${manner.to} ${day(akhir)}`;
  return {
    moment: (instant) => {
      const time = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: zone } as const;
      return manner.moment(date(instant, zone), new Intl.DateTimeFormat(manner.locale, time).format(instant));
    },
    days,
    stretches: (ranges) => ranges.map(days).join('; '),
    length: (duration) => lengthIn(manner, Math.round(toMinutes(duration))),
  };
}

const utc = TimeZone.parse('UTC');

/** In two units at most: nobody needs the minutes of a length of days. */
function lengthIn({ day, hour, minute, moments }: Manner, inMinutes: number): string {
  if (inMinutes < 1) return moments;
  const inHours = Math.floor(inMinutes / 60);
  const parts =
    inHours < 24
      ? [inHours > 0 ? hour(inHours) : '', inMinutes % 60 > 0 ? minute(inMinutes % 60) : '']
      : [day(Math.floor(inHours / 24)), inHours % 24 > 0 ? hour(inHours % 24) : ''];
  return parts.filter((part) => part !== '').join(' ');
}
