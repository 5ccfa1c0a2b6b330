import { lazyPart } from '#browser/ui/lazy-part.tsx';
import { Link } from '@tanstack/react-router';
import { ArrowLeft, Check, Copy } from 'lucide-react';
import { type ReactNode, type Ref, Suspense } from 'react';
import { readListSearch } from '#browser/device-list/list-search.ts';
import { parseQuery } from '#browser/search-params.ts';
import { Freshness } from '#browser/shell/freshness.tsx';
import { Button } from '#browser/ui/button.tsx';
import { CopyButton } from '#browser/ui/copy-button.tsx';
import { StatusGlyph } from '#browser/ui/status-glyph.tsx';
import { Mono, Owner } from '#browser/ui/text.tsx';
import { type AnyDevice, factsOf } from './device-facts.ts';
import { statusOf, statusWords } from './device-status.ts';
import { formatAgo } from './moment.ts';
import { DeviceName } from './name/device-name.tsx';
import { RenameAction } from './name/rename-action.tsx';
import { TimeText } from './time-text.tsx';
import { useCopied } from '#browser/ui/copied.ts';

// The menu is a third of the page's code and nobody's first look.
const DeviceMenu = lazyPart(async () => (await import('./device-menu.tsx')).DeviceMenu);

/** The line above the name: back to the list as it was, and what stands at its end. */
export function BackLine(props: { list: string | undefined; children?: ReactNode }): ReactNode {
  return (
    <div className="-mr-2 -ml-3 flex min-h-[52px] items-center gap-2 text-small text-ink-3 min-[800px]:mx-0 min-[800px]:min-h-6">
      <Link
        to="/devices"
        search={readListSearch(parseQuery(props.list ?? ''))}
        className="inline-flex h-touch items-center gap-3 rounded-control px-3 text-ink-2 hover:text-ink min-[800px]:h-6 min-[800px]:gap-1 min-[800px]:px-0"
      >
        <ArrowLeft className="size-5 min-[800px]:size-3.5" strokeWidth={1.75} aria-hidden />
        Devices
      </Link>
      {props.children}
    </div>
  );
}

/** Which device this is, how it is, how fresh that is, and what one copies most. */
export function DeviceHeader(props: {
  device: AnyDevice;
  deviceId: string;
  list: string | undefined;
  pager: ReactNode;
  now: number;
  updatedAt: number;
  isFetching: boolean;
  onRefresh: () => void;
  /** Made at the moment of copying. */
  markdown: () => string;
  headingRef: Ref<HTMLHeadingElement>;
}): ReactNode {
  const { device, deviceId, now } = props;
  const facts = factsOf(device);
  const status = statusOf(facts, now);
  const [isCopied, copy] = useCopied();
  const copyMarkdown = () => copy(props.markdown());
  const system = [facts.os, facts.version === '' ? '' : `client ${facts.version}`].filter(Boolean).join(', ');
  const menu = (
    <Suspense fallback={<span className="block size-touch min-[800px]:size-8" />}>
      <DeviceMenu deviceId={deviceId} name={facts.name} isExternal={facts.isExternal} onCopyMarkdown={copyMarkdown} />
    </Suspense>
  );
  return (
    <div>
      <BackLine list={props.list}>
        <span className="ml-auto flex items-center">
          {props.pager}
          <span className="min-[800px]:hidden">{menu}</span>
        </span>
      </BackLine>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 min-[800px]:mt-1.5">
        <h1 ref={props.headingRef} tabIndex={-1} className="min-w-0 text-device wrap-anywhere outline-none">
          <DeviceName deviceId={deviceId} device={device} />
        </h1>
        <RenameAction deviceId={deviceId} />
        <span className="inline-flex items-center gap-1.5 text-small">
          <StatusGlyph shape={status} />
          {statusWords[status]}
          {!facts.isConnected && facts.lastSeen !== undefined && (
            <span className="text-ink-3">
              last seen <TimeText at={facts.lastSeen}>{formatAgo(facts.lastSeen, now)}</TimeText>
            </span>
          )}
        </span>
        <span className="flex items-center gap-2 min-[800px]:ml-auto">
          <span className="mr-1">
            <Freshness updatedAt={props.updatedAt} isFetching={props.isFetching} onRefresh={props.onRefresh} />
          </span>
          <span className="hidden items-center gap-2 min-[800px]:flex">
            <Button icon={isCopied ? Check : Copy} onClick={copyMarkdown}>
              Copy as Markdown
            </Button>
            {menu}
          </span>
        </span>
      </div>
      <div className="mt-1 flex flex-wrap items-center gap-x-5 gap-y-0.5 text-small">
        {device.name && (
          <span className="inline-flex min-w-0 items-center gap-1">
            <Mono className="min-w-0 text-ink-2 wrap-anywhere">{device.name}</Mono>
            <CopyButton text={device.name} label="Copy MagicDNS name" />
          </span>
        )}
        {facts.ipv4 !== undefined && (
          <span className="inline-flex items-center gap-1">
            <Mono className="text-ink-2">{facts.ipv4}</Mono>
            <CopyButton text={facts.ipv4} label="Copy IPv4 address" />
          </span>
        )}
        {facts.tags.length > 0 ? <Tags tags={facts.tags} /> : facts.owner !== '' && <Owner login={facts.owner} />}
        {system !== '' && <span className="text-ink-3">{system}</span>}
      </div>
    </div>
  );
}

/** All tags, on as many lines as they take: nothing is cut on the page of the device itself. */
function Tags(props: { tags: readonly string[] }): ReactNode {
  return (
    <span className="flex min-w-0 flex-wrap gap-x-2.5 font-mono text-code">
      {props.tags.map((tag) => (
        <span key={tag} className="wrap-anywhere">
          <span className="text-ink-3">tag:</span>
          {tag}
        </span>
      ))}
    </span>
  );
}
