/** A walk from page to page and back, where each page names only the next one. */
import { useState } from 'preact/hooks';

export interface Pages {
  readonly path: string;
  readonly isFirst: boolean;
  readonly forward: (next: string) => void;
  readonly back: () => void;
}

/** Another first page begins anew. */
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
