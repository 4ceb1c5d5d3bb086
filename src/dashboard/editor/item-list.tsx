/** The frame of a list in the document: what it is for, why all of it is refused, its items, and how to add one. */
import type { ComponentChildren } from 'preact';
import { Refusal } from './refused-fields.tsx';

interface Props {
  readonly path: string;
  readonly meaning: string;
  readonly add: string;
  readonly isFull: boolean;
  readonly onAdd: () => void;
  readonly children: readonly ComponentChildren[];
}

/** Where the focus goes when an item is removed. */
export const idOfAdding = (path: string): string => `${path}-add`;

export function ItemList({ path, meaning, add, isFull, onAdd, children }: Props) {
  return (
    <>
      <small>{meaning}</small>
      <Refusal path={path} />
      {children.length > 0 && <ol class="items">{children}</ol>}
      <div>
        <button id={idOfAdding(path)} type="button" aria-disabled={isFull} onClick={() => !isFull && onAdd()}>
          {add}
        </button>
      </div>
    </>
  );
}
