/** Walks from page to page and back, where each page names only the next one. */
import { useState } from 'preact/hooks';
import { useLanguage } from '../words/use-language.tsx';

export interface Pages {
  readonly path: string;
  readonly isFirst: boolean;
  readonly forward: (next: string) => void;
  readonly back: () => void;
}

/** Another first page starts the walk anew. */
export function usePages(first: string): Pages {
  const [walk, setWalk] = useState<{ readonly first: string; readonly later: readonly string[] }>({
    first,
    later: [],
  });
  const later = walk.first === first ? walk.later : [];
  return {
    path: later.at(-1) ?? first,
    isFirst: later.length === 0,
    forward: (next) => setWalk({ first, later: [...later, next] }),
    back: () => setWalk({ first, later: later.slice(0, -1) }),
  };
}

interface Props {
  readonly pages: Pages;
  /** The next page's path; null on the last page. */
  readonly next: string | null;
  /** Another page than the one shown is on its way. */
  readonly pending: boolean;
}

/** Nothing where there is only one page. */
export function Pager({ pages, next, pending }: Props) {
  const { newer, older } = useLanguage().words.page;
  if (pages.isFirst && next === null) return null;
  const noNewer = pending || pages.isFirst;
  const noOlder = pending || next === null;
  return (
    <div class="pager">
      {/* Not `disabled`: the focus would be lost with it. */}
      <button type="button" aria-disabled={noNewer} onClick={() => !noNewer && pages.back()}>
        {newer}
      </button>
      <button type="button" aria-disabled={noOlder} onClick={() => !noOlder && pages.forward(next)}>
        {older}
      </button>
    </div>
  );
}
