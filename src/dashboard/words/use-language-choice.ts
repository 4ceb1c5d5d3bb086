/** The reader's choice of language, kept by the browser. */
import { useState } from 'preact/hooks';
import { chooseLanguage, type LanguageCode } from './languages.ts';

const name = 'language';

export function useLanguageChoice(): readonly [LanguageCode, (code: LanguageCode) => void] {
  const [code, setCode] = useState(() =>
    chooseLanguage(localStorage.getItem(name) ?? undefined, navigator.languages),
  );
  const choose = (chosen: LanguageCode): void => {
    localStorage.setItem(name, chosen);
    setCode(chosen);
  };
  return [code, choose];
}
