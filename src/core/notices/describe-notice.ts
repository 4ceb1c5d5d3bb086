/** A notice in words: what happened, what it means for the data, what to do. */
import type { NoticeLanguage } from './channel.ts';
import type { Notice, NoticeKind, NoticeOf } from './notice.ts';
import { englishNotices } from './words/english-notices.ts';
import { indonesianNotices } from './words/indonesian-notices.ts';
import type { NoticeWords, Sentences, WordsOfKinds } from './words/notice-words.ts';
import { type Say, sayIn } from './words/say.ts';
import { escapeHidden } from '../hidden-characters.ts';
import type { TimeZone } from '../time/time.ts';

export interface Message {
  /** One line, such as the subject of an e-mail. */
  readonly title: string;
  readonly happened: string;
  /** For the data. */
  readonly meaning: string;
  readonly todo: string;
  readonly labels: MessageLabels;
  /** In which time zone the times are. */
  readonly times: string;
  readonly link?: string | undefined;
}

export interface MessageLabels {
  readonly happened: string;
  readonly meaning: string;
  readonly todo: string;
  /** Of the link. */
  readonly details: string;
}

export interface NoticeSurroundings {
  readonly job: string;
  readonly zone: TimeZone;
  /** To the run, or to the dashboard. */
  readonly link?: string | undefined;
}

const languages: Readonly<Record<NoticeLanguage, NoticeWords>> = {
  en: englishNotices,
  id: indonesianNotices,
};

export function describeNotice(
  notice: Notice,
  language: NoticeLanguage,
  { job, zone, link }: NoticeSurroundings,
): Message {
  const words = languages[language];
  const { title, ...sentences } = sentencesOf(notice, words, sayIn(language, zone));
  return {
    title: escapeHidden(`${job}: ${title}`),
    happened: escapeHidden(sentences.happened),
    meaning: escapeHidden(sentences.meaning),
    todo: escapeHidden(sentences.todo),
    labels: words.labels,
    times: words.times(zone),
    link,
  };
}

const sentencesOf = <K extends NoticeKind>(
  notice: { readonly [Kind in K]: NoticeOf<Kind> }[K],
  { kinds }: { readonly kinds: WordsOfKinds<K> },
  say: Say,
): Sentences => kinds[notice.kind](notice, say);
