import { Menu } from '@base-ui/react/menu';
import {
  Copy,
  Ellipsis,
  FileText,
  Frame,
  Link as LinkIcon,
  type LucideIcon,
  Replace,
  Search,
  Terminal,
} from 'lucide-react';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { homeAddress } from '#browser/place.ts';
import { useOpenLayer } from '#browser/shell/layers.tsx';
import { copyText } from '#browser/ui/copied.ts';
import { embedPath, embedSectionOf } from '#browser/embed/embed-place.ts';
import { curlCommand } from '#browser/changes/hand-off/curl.ts';

/** What else can be taken from the page of a device: its link, that of its embed page or of the one of the section that the address names, its id, the request that reads it. */
export function DeviceMenu(props: {
  deviceId: string;
  name: string;
  /** Of another tailnet, so that it cannot be replaced here. */
  isExternal: boolean;
  onCopyMarkdown: () => void;
}): ReactNode {
  const { deviceId } = props;
  const open = useOpenLayer();
  const navigate = useNavigate();
  return (
    <Menu.Root modal={false}>
      <Menu.Trigger
        aria-label={`More actions for ${props.name}`}
        className="inline-flex size-touch shrink-0 items-center justify-center rounded-control text-ink-3 hover:bg-hover hover:text-ink data-popup-open:bg-active min-[800px]:size-8 min-[800px]:ring-1 min-[800px]:ring-line-strong min-[800px]:ring-inset"
      >
        <Ellipsis className="size-5 min-[800px]:size-4" strokeWidth={1.75} aria-hidden />
      </Menu.Trigger>
      {/* Within the page's landmark, and not at the end of the document. */}
      <Menu.Portal container={document.querySelector('main')}>
        <Menu.Positioner side="bottom" align="end" sideOffset={4} className="z-30">
          <Menu.Popup className="w-[264px] rounded-layer bg-raised py-1 shadow-menu outline-none">
            <Item icon={FileText} onClick={props.onCopyMarkdown}>
              Copy as Markdown
            </Item>
            <Item icon={LinkIcon} onClick={() => void copyText(`${homeAddress()}/devices/${deviceId}`)}>
              Copy link to this page
            </Item>
            <Item
              icon={Frame}
              onClick={() => void copyText(homeAddress() + embedPath(deviceId, embedSectionOf(location.hash.slice(1))))}
            >
              Copy embed link
            </Item>
            <Item icon={Copy} onClick={() => void copyText(deviceId)}>
              Copy node ID
            </Item>
            <Item icon={Terminal} onClick={() => void copyText(curlCommand('getDevice', { deviceId }))}>
              Copy as curl: read device
            </Item>
            {!props.isExternal && (
              <Item
                icon={Replace}
                onClick={() => void navigate({ to: '/devices/$nodeId/replace', params: { nodeId: deviceId } })}
              >
                Replace this device…
              </Item>
            )}
            <Item icon={Search} className="md:hidden" onClick={() => open('goTo')}>
              Go to device or command
            </Item>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}

function Item(props: { icon: LucideIcon; className?: string; onClick: () => void; children: string }): ReactNode {
  const { icon: Icon } = props;
  return (
    <Menu.Item
      onClick={props.onClick}
      className={`flex h-7 items-center gap-2.5 px-2.5 text-small outline-none data-highlighted:bg-active touch:h-touch ${props.className ?? ''}`}
    >
      <Icon className="size-4 text-ink-3" strokeWidth={1.75} aria-hidden />
      {props.children}
    </Menu.Item>
  );
}
