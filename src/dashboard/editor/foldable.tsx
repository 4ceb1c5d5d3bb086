/** A part of the form that folds away, and opens where something in it is refused. */
import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { useRefusals } from './refused-fields.tsx';

interface Props {
  /** Of everything in it. */
  readonly paths: readonly string[];
  readonly summary: ComponentChildren;
  readonly children: ComponentChildren;
  /** At first. */
  readonly open?: boolean;
  readonly kind?: 'part';
}

export function Foldable({ paths, summary, children, open = false, kind }: Props) {
  const refusals = useRefusals();
  const refused = [...refusals.keys()].some((each) =>
    paths.some((path) => each === path || each.startsWith(`${path}.`)),
  );
  const details = useRef<HTMLDetailsElement>(null);
  useLayoutEffect(() => {
    // Never closed again: somebody may be in it, correcting what was refused.
    if ((open || refused) && details.current !== null) details.current.open = true;
  }, [open, refused]);
  return (
    <details class={kind} ref={details}>
      <summary>{summary}</summary>
      <div class="fields">{children}</div>
    </details>
  );
}
