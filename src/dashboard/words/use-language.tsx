/** The words and formats of the reader's language, for every part of the page, and the reader's choice of it. */
import { createContext, type ComponentChildren } from 'preact';
import { useContext, useEffect, useMemo, useState } from 'preact/hooks';
import { createFormat, type Format } from './format.ts';
import { chooseLanguage, type LanguageCode, languages } from './languages.ts';
import type { Words } from './english.ts';

export interface LanguageContext {
  readonly code: LanguageCode;
  readonly words: Words;
  readonly format: Format;
}

const make = (code: LanguageCode, zone: string): LanguageContext => ({
  code,
  words: languages[code].words,
  format: createFormat(languages[code].locale, zone),
});

const Context = createContext(make('en', 'UTC'));
export const useLanguage = (): LanguageContext => useContext(Context);

interface Props {
  readonly code: LanguageCode;
  /** The schedule's; UTC until it is known. */
  readonly zone: string | undefined;
  readonly children: ComponentChildren;
}

export function LanguageProvider({ code, zone = 'UTC', children }: Props) {
  const language = useMemo(() => make(code, zone), [code, zone]);
  useEffect(() => {
    document.documentElement.lang = code;
  }, [code]);
  return <Context.Provider value={language}>{children}</Context.Provider>;
}

const stored = 'language';

/** Kept by the browser. */
export function useLanguageChoice(): readonly [LanguageCode, (code: LanguageCode) => void] {
  const [code, setCode] = useState(() =>
    chooseLanguage(localStorage.getItem(stored) ?? undefined, navigator.languages),
  );
  const choose = (chosen: LanguageCode): void => {
    localStorage.setItem(stored, chosen);
    setCode(chosen);
  };
  return [code, choose];
}
