/** The languages of the page, and which one a reader gets. */
import type { Locale } from './format.ts';
import { english, type Words } from './english.ts';
import { indonesian } from './indonesian.ts';

export type LanguageCode = 'id' | 'en';

export interface Language {
  readonly code: LanguageCode;
  /** In the language itself. */
  readonly name: string;
  readonly words: Words;
  readonly locale: Locale;
}

export const languages: Readonly<Record<LanguageCode, Language>> = {
  id: {
    code: 'id',
    name: 'Bahasa Indonesia',
    words: indonesian,
    locale: { dates: 'id', numbers: 'id', units: 'long', beforeTime: 'pukul ' },
  },
  en: {
    code: 'en',
    name: 'English',
    words: english,
    // British dates: the day in front, and 24 hours.
    locale: { dates: 'en-GB', numbers: 'en', units: 'short', beforeTime: '' },
  },
};

/** The chosen one, else the first of the browser's languages that the page has, else English. */
export function chooseLanguage(chosen: string | undefined, preferred: readonly string[]): LanguageCode {
  const codes = [chosen ?? '', ...preferred].map((tag) => tag.toLowerCase().split('-')[0]);
  // Old browsers call Indonesian `in`.
  const known = codes.map((code) => (code === 'in' ? 'id' : code));
  return known.find((code): code is LanguageCode => code === 'id' || code === 'en') ?? 'en';
}
