import type { ListedDevice } from '#contract/device-list.ts';
import { Menu } from '@base-ui/react/menu';
import { ArrowRight, ArrowUpRight, Copy, Globe, KeyRound, type LucideIcon, Network, Tags, Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { KeyHint } from '#browser/keys/key-hint.tsx';
import type { KeyId } from '#browser/keys/key-map.ts';
import { factsOf } from '#browser/device/device-facts.ts';
import { copyText } from '#browser/ui/copied.ts';

/** What can be done with one device from the list. Loaded when first asked for. */
export function RowMenu(props: {
  device: ListedDevice;
  anchor: Element;
  /** Opens the page of the device, at a section of it, or with a question. */
  onOpen: (fragment?: string, ask?: 'delete') => void;
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
            className="w-[264px] rounded-layer bg-raised py-1 shadow-menu outline-none"
          >
            <Item icon={ArrowRight} keys="open" onClick={() => props.onOpen()}>
              Open
            </Item>
            {ipv4 !== undefined && (
              <Item icon={Copy} keys="copyAddress" onClick={() => void copyText(ipv4)}>
                Copy IPv4 address
              </Item>
            )}
            {dnsName && (
              <Item icon={Globe} keys="copyName" onClick={() => void copyText(dnsName)}>
                Copy MagicDNS name
              </Item>
            )}
            <Menu.Separator className="my-1 border-t border-line" />
            <Item icon={KeyRound} keys="rowExpiry" onClick={() => props.onOpen('key')}>
              Key expiry
            </Item>
            <Item icon={Tags} keys="rowTags" onClick={() => props.onOpen('tags')}>
              Tags
            </Item>
            <Item icon={Network} keys="rowRoutes" onClick={() => props.onOpen('routes')}>
              Routes
            </Item>
            <Item icon={ArrowUpRight} keys="rowShare" onClick={() => props.onOpen('sharing')}>
              Sharing
            </Item>
            <Menu.Separator className="my-1 border-t border-line" />
            <Item icon={Trash2} keys="rowDelete" isDanger onClick={() => props.onOpen('danger', 'delete')}>
              Delete device…
            </Item>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}

function Item(props: {
  icon: LucideIcon;
  keys: KeyId;
  isDanger?: boolean;
  onClick: () => void;
  children: string;
}): ReactNode {
  const { icon: Icon, isDanger = false } = props;
  return (
    <Menu.Item
      onClick={props.onClick}
      className={`flex h-7 items-center gap-2.5 px-2.5 text-small outline-none data-highlighted:bg-active touch:h-touch ${isDanger ? 'text-bad-ink' : ''}`}
    >
      <Icon className={`size-4 ${isDanger ? '' : 'text-ink-3'}`} strokeWidth={1.75} aria-hidden />
      {props.children}
      <KeyHint id={props.keys} className="ml-auto" />
    </Menu.Item>
  );
}
