/** A part of the page with a heading. */
import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

interface Props {
  readonly title: string;
  readonly area: string;
  readonly children: ComponentChildren;
}

export function Card({ title, area, children }: Props) {
  const titleId = useId();
  return (
    <section class={`card ${area}`} aria-labelledby={titleId}>
      <h2 id={titleId}>{title}</h2>
      {children}
    </section>
  );
}
