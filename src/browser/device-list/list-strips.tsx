import type { ListAnswer } from '#browser/api/queries.ts';
import type { UnreadableDevice } from '#contract/device-list.ts';
import { TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { CopyButton } from '#browser/ui/copy-button.tsx';
import { Mono } from '#browser/ui/text.tsx';

/** What is odd about an answer: devices that are none, no routes, no device at all. Few tailnets need it, so it is lazy. */
export function ListStrips(props: { answer: ListAnswer; tailnet: string }): ReactNode {
  const { devices, unreadable, hasRoutes } = props.answer;
  return (
    <>
      <UnreadableStrip unreadable={unreadable} />
      {!hasRoutes && <NoRoutesStrip />}
      {devices.length === 0 && unreadable.length === 0 && <EmptyTailnet tailnet={props.tailnet} />}
    </>
  );
}

/** A tailnet without devices: the next step and nothing else. */
function EmptyTailnet(props: { tailnet: string }): ReactNode {
  return (
    <div className="flex flex-1 flex-col items-start gap-1 px-gutter pt-6 max-md:px-4">
      <p className="text-body font-medium">No devices in {props.tailnet || 'this tailnet'} yet.</p>
      <p className="text-small text-ink-3">Install the client on a machine, then sign in:</p>
      <div className="mt-2 flex h-9 w-[440px] max-w-full items-center rounded-control bg-sunken pr-1.5 pl-3 font-mono text-code">
        tailscale up
        <CopyButton text="tailscale up" label="Copy command" className="ml-auto" />
      </div>
    </div>
  );
}

/** Entries of the answer that are no device: counted and named, so that nobody takes them for gone. */
function UnreadableStrip(props: { unreadable: readonly UnreadableDevice[] }): ReactNode {
  const { unreadable } = props;
  if (unreadable.length === 0) return null;
  const ids = unreadable.slice(0, 5).map(({ id, position }) => id ?? `entry ${position + 1}`);
  return (
    <div
      role="status"
      className="mx-gutter mb-2 flex items-start gap-2 rounded-control bg-warn-tint px-3 py-2 text-small max-md:mx-4"
    >
      <TriangleAlert className="mt-0.5 size-4 shrink-0 text-warn-ink" strokeWidth={1.75} aria-hidden />
      <p>
        <span className="font-medium">
          {unreadable.length === 1 ? '1 device could not be read.' : `${unreadable.length} devices could not be read.`}
        </span>{' '}
        <span className="text-ink-2">
          The server sent something else in {unreadable.length === 1 ? 'its place' : 'their places'}:{' '}
          <Mono>{ids.join(', ')}</Mono>
          {unreadable.length > ids.length && ' and others'}. All other devices are listed.
        </span>
      </p>
    </div>
  );
}

/** The list came without routes, so their badges are missing for another reason than that all is well. */
export function NoRoutesStrip(): ReactNode {
  return (
    <p role="status" className="mx-gutter mb-2 text-small text-ink-2 max-md:mx-4">
      <span className="font-medium text-ink">Routes are not shown.</span> This server could not list all fields; each
      device’s own page has its routes.
    </p>
  );
}
