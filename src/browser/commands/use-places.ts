import { useQuery } from '@tanstack/react-query';
import { use, useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import { useApi } from '#browser/api/api-context.ts';
import { useSavedViews } from '#browser/views/view-store.ts';
import type { ListedDevice } from '#contract/device-list.ts';
import type { Command } from './command.ts';
import { type DeviceIndex, createIndexer } from './device-index.ts';
import { type Found, createFinder } from './find-places.ts';
import { pageCommands } from './page-commands.ts';
import { runInSlices } from './run-in-slices.ts';
import { viewCommands } from './view-commands.ts';
import { CommandsContext } from './use-commands.ts';

const nobody: readonly ListedDevice[] = [];
const nothing: DeviceIndex = { devices: nobody, texts: [], ids: [], groups: [] };
const world = {
  now: () => performance.now(),
  // Not a timer, which browsers hold back four milliseconds.
  later: (act: () => void) => {
    const { port1, port2 } = new MessageChannel();
    port1.addEventListener('message', act, { once: true });
    port1.start();
    port2.postMessage(undefined);
  },
};

/**
 * What a query finds among devices, tags, owners, pages and the commands of the page. It follows every key; on a very
 * large tailnet a newer key ends the search for the older. `first` is looked for without a key.
 */
export function usePlaces(first: string): {
  readonly found: Found | undefined;
  readonly search: (query: string) => void;
  readonly devices: readonly ListedDevice[];
  readonly commands: readonly Command[];
} {
  const { queries, session } = useApi();
  const saved = useSavedViews();
  const devices = useQuery(queries.list()).data?.devices ?? nobody;
  const register = use(CommandsContext);
  // Taken once, when the layer opens: the page behind it stands still.
  const commands = useMemo(
    () => [...(register?.all() ?? []), ...viewCommands(saved, session.views ?? []), ...pageCommands],
    [register, saved, session.views],
  );
  // Not state: a key that comes before the next drawing has to find it, too.
  const index = useRef(nothing);
  const [found, setFound] = useState<Found>();
  const [makeIndex] = useState(createIndexer);
  const [find] = useState(createFinder);
  const stop = useRef<() => void>(undefined);
  const query = useRef(first);

  const searchAgain = () => {
    stop.current?.();
    stop.current = runInSlices(find(query.current, index.current, commands), setFound, world);
  };
  const take = useEffectEvent((made: DeviceIndex) => {
    index.current = made;
    if (query.current !== '') searchAgain();
  });
  // Work that goes on between frames is outside of React.
  useEffect(() => runInSlices(makeIndex(devices), (made) => take(made), world), [devices, makeIndex]);
  useEffect(() => () => stop.current?.(), []);

  return {
    found,
    search: (text) => {
      query.current = text;
      searchAgain();
    },
    devices,
    commands,
  };
}
