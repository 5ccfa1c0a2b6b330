import type { RoutesIntent } from '#browser/device/subnet-routes/subnet-routes.schema.ts';
import { SubnetRoutesPanel } from '#browser/device/subnet-routes/subnet-routes.panel.tsx';
import { IconButton } from '#browser/ui/button.tsx';
import { useMedia } from '#browser/ui/use-media.ts';
import { Link } from '@tanstack/react-router';
import { X } from 'lucide-react';
import { type ReactNode, useEffect, useEffectEvent } from 'react';

/** What is asked to be changed: on which device, and with what staged. `request` tells one asking from the next. */
export type RoutesEdit = {
  readonly device: { readonly key: string; readonly name: string };
  readonly intent: RoutesIntent;
  readonly request: number;
};

/** The routes of one device beside the table, with a change staged as on its own page. What is unsaved is kept. */
export function RoutesDock(props: { edit: RoutesEdit; onClose: () => void }): ReactNode {
  const { device, intent, request } = props.edit;
  // Where the table would have no room beside it, it lies over the table.
  const isOver = useMedia('(width < 1080px)');
  const close = useEffectEvent(props.onClose);
  // Keys are heard on the document, after the editor has had its turn.
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.defaultPrevented) close();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
  return (
    <aside
      aria-label={`Routes of ${device.name}`}
      className={`group/page min-h-0 shrink-0 overflow-y-auto pb-10 print:hidden ${isOver ? 'absolute inset-0 z-10 bg-canvas px-gutter max-md:px-4' : 'border-l border-line-strong px-6'}`}
      style={isOver ? undefined : { width: 464 }}
    >
      <div className="flex h-14 items-center gap-2">
        <Link
          to="/devices/$nodeId"
          params={{ nodeId: device.key }}
          hash="routes"
          className="min-w-0 truncate text-page underline-offset-3 hover:underline"
        >
          {device.name}
        </Link>
        <span className="ml-auto flex">
          <IconButton icon={X} label="Close the routes of this device" size="size-8" onClick={props.onClose} />
        </span>
      </div>
      <SubnetRoutesPanel key={device.key} deviceId={device.key} editRequest={request} editIntent={intent} />
    </aside>
  );
}
