/** Buttons to the newer and the older page; nothing where there is but one. */
import type { Pages } from './use-pages.ts';

interface Props {
  readonly pages: Pages;
  /** The next page's path; null on the last one. */
  readonly next: string | null;
  /** Another page than the one shown is on its way. */
  readonly pending: boolean;
  readonly newer: string;
  readonly older: string;
}

export function Pager({ pages, next, pending, newer, older }: Props) {
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
