import { Popover as Base } from '@base-ui/react/popover';
import type { ReactNode } from 'react';

/**
 * A layer that hangs on the button which opened it, while the page behind goes on. It is open as long as it is mounted;
 * Escape and a press elsewhere call `onClose`, and focus goes back to the button.
 */
export function Popover(props: {
  anchor: HTMLElement;
  title: string;
  onClose: () => void;
  children: ReactNode;
}): ReactNode {
  const { anchor } = props;
  return (
    <Base.Root open onOpenChange={(isOpen) => !isOpen && props.onClose()}>
      {/* Beside the table and not at the end of the document, so that it stays within the page's landmark. */}
      <Base.Portal container={anchor.closest<HTMLElement>('main')}>
        <Base.Positioner anchor={anchor} side="bottom" align="end" sideOffset={4} collisionPadding={8} className="z-30">
          <Base.Popup
            finalFocus={() => anchor}
            // The page behind has keys of its own.
            onKeyDown={(event) => event.stopPropagation()}
            className="flex max-h-[calc(100dvh-32px)] w-[320px] max-w-[calc(100vw-32px)] flex-col overflow-y-auto rounded-layer bg-raised p-5 shadow-menu outline-none"
          >
            <Base.Title className="text-section">{props.title}</Base.Title>
            {props.children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
