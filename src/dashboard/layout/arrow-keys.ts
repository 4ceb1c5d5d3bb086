/** Many links in rows, of which the tab key reaches one: the arrow keys lead to the others. */

interface Link {
  readonly focus: () => void;
}

interface Press {
  readonly key: string;
  readonly preventDefault: () => void;
  readonly currentTarget: Link & {
    readonly closest: (
      whole: string,
    ) => { readonly querySelectorAll: (all: string) => Iterable<Link> } | null;
  };
}

/** For each link of a drawing or a table. */
export function followArrows(event: Press, columns = Infinity): void {
  const links = [...(event.currentTarget.closest('svg, table')?.querySelectorAll('a') ?? [])];
  const from = links.indexOf(event.currentTarget);
  const to = leadsFrom(event.key, from, Math.min(columns, links.length), links.length);
  if (to === undefined) return;
  event.preventDefault();
  links[to]?.focus();
}

/** Which of `count` links a key leads to; undefined for other keys, and beyond the first and the last one. */
export function leadsFrom(key: string, from: number, columns: number, count: number): number | undefined {
  const row = from - (from % columns);
  const to = {
    ArrowLeft: from - 1,
    ArrowRight: from + 1,
    ArrowUp: from - columns,
    ArrowDown: from + columns,
    Home: row,
    End: Math.min(row + columns, count) - 1,
  }[key];
  return to !== undefined && to >= 0 && to < count ? to : undefined;
}
