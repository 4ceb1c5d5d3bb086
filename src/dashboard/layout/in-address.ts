/** What the address of the page opens: `#run=…` a run, `#why=…` the answer to a question. Links and the way back work. */
import { useEffect, useState } from 'preact/hooks';

/** The value that the address has for the name, and how to leave it. */
export function useInAddress(name: 'run' | 'why'): readonly [string | undefined, () => void] {
  const [value, setValue] = useState(() => inAddress(name));
  useEffect(() => {
    const read = (): void => setValue(inAddress(name));
    window.addEventListener('hashchange', read);
    return () => window.removeEventListener('hashchange', read);
  }, [name]);
  const leave = (): void => {
    // At once: until the event comes, going back would look as if nobody had left.
    setValue(undefined);
    // Without another entry in the browser's history: it would scroll to the top, and going back would reopen it.
    if (inAddress(name) !== undefined)
      window.history.replaceState(null, '', window.location.pathname + window.location.search);
  };
  return [value, leave];
}

const inAddress = (name: string): string | undefined =>
  new RegExp(`^#${name}=([\\w.:+-]*)$`).exec(window.location.hash)?.[1];
