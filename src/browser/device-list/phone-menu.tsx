import { Menu } from '@base-ui/react/menu';
import { ArrowDownUp, Bookmark, Download, ListChecks, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Tool } from './list-tools.tsx';

/** The tools of the list behind one button, for screens under 760 px. */
export function PhoneMenu(props: {
  anchor: HTMLElement;
  /** Begins to pick rows, which a long press does, too. */
  onSelect: () => void;
  onChoose: (tool: Tool) => void;
  onClose: () => void;
}): ReactNode {
  return (
    <Menu.Root open modal={false} onOpenChange={(isOpen) => !isOpen && props.onClose()}>
      {/* Beside the table and not at the end of the document, so that it stays within the page's landmark. */}
      <Menu.Portal container={props.anchor.closest<HTMLElement>('main')}>
        <Menu.Positioner anchor={props.anchor} side="bottom" align="end" sideOffset={4} className="z-30">
          <Menu.Popup
            finalFocus={() => props.anchor}
            aria-label="List"
            className="w-[264px] rounded-layer bg-raised py-1 shadow-menu outline-none"
          >
            <Item icon={ListChecks} onClick={props.onSelect}>
              Select devices
            </Item>
            <Item icon={ArrowDownUp} onClick={() => props.onChoose('columns')}>
              Order and groups
            </Item>
            <Item icon={Bookmark} onClick={() => props.onChoose('views')}>
              Views
            </Item>
            <Item icon={Download} onClick={() => props.onChoose('export')}>
              Export
            </Item>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}

function Item(props: { icon: LucideIcon; onClick: () => void; children: string }): ReactNode {
  const { icon: Icon } = props;
  return (
    <Menu.Item
      onClick={props.onClick}
      className="flex h-7 items-center gap-2.5 px-2.5 text-small outline-none data-highlighted:bg-active touch:h-touch"
    >
      <Icon className="size-4 text-ink-3" strokeWidth={1.75} aria-hidden />
      {props.children}
    </Menu.Item>
  );
}
