/**
 * A modal dialog on the browser's own element, which keeps the focus inside and gives it back. Closing it without
 * sending keeps what was typed.
 */
import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { useLanguage } from '../words/use-language.tsx';

interface Props {
  readonly title: string;
  readonly open: boolean;
  /** Something was sent: the dialog stays open until the answer is there. */
  readonly busy?: boolean;
  /** With room for two columns. */
  readonly wide?: boolean;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}

export function Dialog({ title, open, busy = false, wide = false, onClose, children }: Props) {
  const { words } = useLanguage();
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const element = dialog.current;
    if (element === null || element.open === open) return;
    if (open) element.showModal();
    else element.close();
  }, [open]);
  const close = (): void => {
    if (!busy) onClose();
    // A second Escape closes it whatever `onCancel` says.
    else if (dialog.current?.open === false) dialog.current.showModal();
  };
  return (
    <dialog
      ref={dialog}
      class={wide ? 'wide' : ''}
      aria-labelledby={titleId}
      onCancel={(event) => busy && event.preventDefault()}
      onClose={close}
    >
      <header class="dialog-head">
        <h2 id={titleId}>{title}</h2>
        <button
          type="button"
          class="quiet"
          aria-label={words.page.close}
          aria-disabled={busy}
          onClick={close}
        >
          <span aria-hidden="true">✕</span>
        </button>
      </header>
      {children}
    </dialog>
  );
}
