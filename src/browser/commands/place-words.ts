import type { ListedDevice } from '#contract/device-list.ts';
import { parseQuery, printQuery } from '#browser/search-params.ts';
import type { Command } from './command.ts';
import type { Place } from './find-places.ts';

/** Where a place leads, as a path of the console; undefined for what is done and not gone to. */
export function hrefOf(place: Place): string | undefined {
  switch (place.kind) {
    case 'device':
      return deviceHref(place.device);
    case 'group': {
      const { kind, name } = place.group;
      return listHref(kind === 'Tag' ? `tag:${name}` : `owner:${name}`);
    }
    case 'command':
      return 'href' in place.command ? place.command.href : undefined;
  }
}

/** The page of a device. */
function deviceHref(device: ListedDevice): string {
  return `/devices/${encodeURIComponent(device.key)}`;
}

/** The list under a filter line. */
function listHref(filter: string): string {
  return `/devices${printQuery({ filter })}`;
}

/** A place of before as it is now: a device that is still there, a filtered list, a page. Undefined when it is gone. */
export function recentPlace(
  path: string,
  devices: readonly ListedDevice[],
  pages: readonly Command[],
): Place | undefined {
  const page = pages.find((command) => 'href' in command && command.href === path);
  if (page !== undefined) return { kind: 'command', command: page };
  const device = devices.find((candidate) => deviceHref(candidate) === path);
  if (device !== undefined) return { kind: 'device', device };
  const { filter } = parseQuery(path.split('?')[1] ?? '');
  if (!path.startsWith('/devices?') || filter === undefined) return undefined;
  return { kind: 'command', command: { id: `recent:${path}`, title: filter, kind: 'View', of: 'Devices', href: path } };
}
