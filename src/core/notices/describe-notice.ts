/** A notice in words. */
import type { NoticeLanguage } from './channel.ts';
import type { Notice } from './notice.ts';
import type { TimeZone } from '../time/time.ts';

export interface Message {
  /** One line, such as a subject of an e-mail. */
  readonly title: string;
  readonly happened: string;
  /** For the data. */
  readonly meaning: string;
  readonly todo: string;
  /** What stands in front of the link, and in which time zone the times are. */
  readonly details: string;
  readonly times: string;
  readonly link?: string | undefined;
}

/** `link` leads to the run, or to the dashboard. */
export function describeNotice(
  notice: Notice,
  _language: NoticeLanguage,
  zone: TimeZone,
  link?: string,
): Message {
  return { title: notice.kind, happened: '', meaning: '', todo: '', details: '', times: zone, link };
}
