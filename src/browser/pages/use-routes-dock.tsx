import type { RoutesIntent } from '#browser/device/subnet-routes/subnet-routes.schema.ts';
import { lazyPart } from '#browser/ui/lazy-part.tsx';
import { type ReactNode, Suspense, useRef, useState } from 'react';
import type { RoutesEdit } from './routes-dock.tsx';

// The editor comes with the first change that somebody wants.
const RoutesDock = lazyPart(async () => (await import('./routes-dock.tsx')).RoutesDock);

/** The editor of one device's routes beside a table of many; closing it gives focus back to where it was opened. */
export function useRoutesDock(): {
  /** The device that is edited. */
  readonly edited: string | undefined;
  /** Opens the editor with this change staged. */
  readonly open: (device: RoutesEdit['device'], intent: RoutesIntent) => void;
  /** To be drawn at the right of the table. */
  readonly dock: ReactNode;
} {
  const [edit, setEdit] = useState<RoutesEdit>();
  const opener = useRef<HTMLElement>(null);
  const close = () => {
    setEdit(undefined);
    (opener.current?.isConnected ? opener.current : document.querySelector('h1'))?.focus();
  };
  return {
    edited: edit?.device.key,
    open: (device, intent) => {
      opener.current = document.activeElement instanceof HTMLElement ? document.activeElement : null;
      setEdit((before) => ({ device, intent, request: (before?.request ?? 0) + 1 }));
    },
    dock: edit !== undefined && (
      <Suspense fallback={null}>
        <RoutesDock edit={edit} onClose={close} />
      </Suspense>
    ),
  };
}
