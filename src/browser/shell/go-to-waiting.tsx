import { Search } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';

/**
 * The field of Go to while the rest of it is loaded: who types at once is heard, and what they typed is not taken for
 * keys of the page behind it.
 */
export function GoToWaiting(props: { typed: string; onType: (typed: string) => void; onClose: () => void }): ReactNode {
  const dialog = useRef<HTMLDialogElement>(null);
  // A modal dialog and the focus belong to the document.
  useEffect(() => {
    const element = dialog.current;
    const opener = document.activeElement;
    element?.showModal();
    return () => {
      element?.close();
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus({ preventScroll: true });
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      aria-label="Go to device or command"
      aria-busy
      onCancel={(event) => {
        event.preventDefault();
        props.onClose();
      }}
      className="mx-auto mt-[10dvh] mb-auto w-[560px] max-w-[calc(100vw-32px)] overflow-hidden rounded-layer bg-raised text-ink shadow-dialog backdrop:bg-scrim"
    >
      <div className="flex items-center gap-2.5 px-4">
        <Search className="size-4 shrink-0 text-ink-3" strokeWidth={1.75} aria-hidden />
        <input
          aria-label="Go to device or command"
          data-holds="words"
          type="text"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          placeholder="Name, address, owner, tag or command"
          value={props.typed}
          onChange={({ target }) => props.onType(target.value)}
          className="h-touch min-w-0 flex-1 bg-transparent text-body outline-hidden"
        />
      </div>
    </dialog>
  );
}
