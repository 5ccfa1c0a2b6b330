import type { ListedDevice } from '#contract/device-list.ts';
import { Menu } from '@base-ui/react/menu';
import { ArrowRight, Copy, Globe, KeyRound, type LucideIcon, Network, Tags } from 'lucide-react';
import type { ReactNode } from 'react';
import { factsOf } from '#browser/device/device-facts.ts';
import { copyText } from '#browser/ui/copied.ts';
import { Key } from '#browser/ui/text.tsx';

/** What can be done with one device from the list. Loaded when first asked for. */
export function RowMenu(props: {
  device: ListedDevice;
  anchor: Element;
  onOpen: (fragment?: string) => void;
  onClose: () => void;
}): ReactNode {
  const { ipv4, name } = factsOf(props.device);
  const dnsName = props.device.name;
  return (
    <Menu.Root open modal={false} onOpenChange={(isOpen) => !isOpen && props.onClose()}>
      {/* Beside the table and not at the end of the document, so that it stays within the page's landmark. */}
      <Menu.Portal container={props.anchor.closest<HTMLElement>('main')}>
        <Menu.Positioner anchor={props.anchor} side="bottom" align="end" sideOffset={4} className="z-30">
          <Menu.Popup
            finalFocus={false}
            aria-label={`Actions for ${name}`}
            className="w-[248px] rounded-layer bg-raised py-1 shadow-menu outline-none"
          >
            <Item icon={ArrowRight} hint="↵" onClick={() => props.onOpen()}>
              Open
            </Item>
            {ipv4 !== undefined && (
              <Item icon={Copy} hint="C" onClick={() => void copyText(ipv4)}>
                Copy IPv4 address
              </Item>
            )}
            {dnsName && (
              <Item icon={Globe} hint="⇧C" onClick={() => void copyText(dnsName)}>
                Copy MagicDNS name
              </Item>
            )}
            <Menu.Separator className="my-1 border-t border-line" />
            <Item icon={Network} hint="R" onClick={() => props.onOpen('routes')}>
              Routes
            </Item>
            <Item icon={Tags} onClick={() => props.onOpen('tags')}>
              Tags
            </Item>
            <Item icon={KeyRound} onClick={() => props.onOpen('key')}>
              Key expiry
            </Item>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}

function Item(props: { icon: LucideIcon; hint?: string; onClick: () => void; children: string }): ReactNode {
  const { icon: Icon } = props;
  return (
    <Menu.Item
      onClick={props.onClick}
      className="flex h-7 items-center gap-2.5 px-2.5 text-small outline-none data-highlighted:bg-active touch:h-touch"
    >
      <Icon className="size-4 text-ink-3" strokeWidth={1.75} aria-hidden />
      {props.children}
      <span className="ml-auto flex gap-0.5">{props.hint !== undefined && <Key>{props.hint}</Key>}</span>
    </Menu.Item>
  );
}
