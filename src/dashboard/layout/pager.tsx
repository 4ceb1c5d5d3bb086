/** Buttons to the newer and the older page; nothing where there is but one. */
import type { Pages } from './use-pages.ts';

interface Props {
  readonly pages: Pages;
  /** The next page's path; null on the last one. */
  readonly next: string | null;
  readonly newer: string;
  readonly older: string;
}

export function Pager({ pages, next, newer, older }: Props) {
  if (pages.isFirst && next === null) return null;
  return (
    <div class="pager">
      <button type="button" disabled={pages.isFirst} onClick={pages.back}>
        {newer}
      </button>
      <button type="button" disabled={next === null} onClick={() => next !== null && pages.forward(next)}>
        {older}
      </button>
    </div>
  );
}
