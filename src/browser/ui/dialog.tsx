import { type ReactNode, type RefObject, useEffect, useId, useRef } from 'react';
import { createPortal } from 'react-dom';

/**
 * A question over the page, open as long as it is mounted; the page behind takes no part meanwhile. It is named by its
 * heading. Focus enters at `initialFocus`, else at the first field, else at the first button that is not the destructive
 * one, and goes back to where it was; when that is gone, to the section it stood in. Escape calls `onClose`.
 */
export function Dialog(props: {
  title: ReactNode;
  onClose: () => void;
  children: ReactNode;
  /** True where the answer breaks something. */
  isAlert?: boolean;
  /** The id of what a reader says together with the heading: the consequences, not the controls. */
  describedBy?: string;
  initialFocus?: RefObject<HTMLElement | null>;
  /** For a table rather than a question. */
  isWide?: boolean;
}): ReactNode {
  const { initialFocus, isAlert = false } = props;
  const heading = useId();
  const dialog = useRef<HTMLDialogElement>(null);

  // A modal dialog and the focus belong to the document.
  useEffect(() => {
    const element = dialog.current;
    if (element === null) return undefined;
    const opener = document.activeElement;
    const sectionId = opener?.closest('section[id]')?.id;
    element.showModal();
    (initialFocus?.current ?? firstControl(element) ?? element).focus();
    return () => {
      const isFocusMine = element.contains(document.activeElement) || document.activeElement === document.body;
      element.close();
      if (!isFocusMine) return;
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
      else if (sectionId !== undefined) document.getElementById(sectionId)?.focus();
    };
  }, [initialFocus]);

  return createPortal(
    <dialog
      ref={dialog}
      role={isAlert ? 'alertdialog' : undefined}
      aria-labelledby={heading}
      aria-describedby={props.describedBy}
      onCancel={(event) => {
        event.preventDefault();
        props.onClose();
      }}
      // A browser closes it by itself when Escape is pressed twice.
      onClose={({ currentTarget }) => {
        if (!currentTarget.open && currentTarget.isConnected) props.onClose();
      }}
      // The page behind has keys of its own.
      onKeyDown={(event) => event.stopPropagation()}
      className={`m-auto max-h-[calc(100dvh-32px)] ${props.isWide === true ? 'w-180' : 'w-[440px]'} max-w-[calc(100vw-32px)] overflow-y-auto rounded-layer bg-raised p-5 text-ink shadow-dialog transition-[opacity,translate] duration-(--duration-slow) ease-(--ease-out) backdrop:bg-scrim starting:translate-y-1 starting:opacity-0`}
    >
      <h2 id={heading} className="text-page wrap-anywhere">
        {props.title}
      </h2>
      {props.children}
    </dialog>,
    document.body,
  );
}

/** The buttons at the end of a dialog; the one that changes something stands last. */
export function DialogButtons(props: { children: ReactNode }): ReactNode {
  return <div className="mt-4 flex flex-wrap items-center justify-end gap-2">{props.children}</div>;
}

function firstControl(dialog: HTMLElement): HTMLElement | undefined {
  const field = dialog.querySelector<HTMLElement>('input:not([disabled]), textarea, select');
  return field ?? dialog.querySelector<HTMLElement>('button:not([data-destructive])') ?? undefined;
}
