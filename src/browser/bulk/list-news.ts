import { type ListAnswer, type Routes, deviceKeys } from '#browser/api/queries.ts';
import { patchQuery, relist } from '#browser/device/editing/device-mutation.ts';
import type { Device } from '#contract/device.ts';
import type { ListedDevice } from '#contract/device-list.ts';
import type { QueryClient } from '@tanstack/react-query';

/** Milliseconds between two drawings of the list while a run changes it: a second for ten thousand devices. */
function paceFor(devices: number): number {
  return Math.max(100, devices / 10);
}

/** What is known of a device after its change: all of it, its routes alone, that it is gone, or nothing that a list shows. */
export type DeviceNews = Device | Routes | 'gone' | 'unread';

/** Brings what a run learns of devices into the list, many at once: drawing ten thousand rows anew is not free. */
export type ListNews = {
  readonly add: (key: string, news: DeviceNews) => void;
  /** Brings what is left at once, and has the list read again: from then on it is the server's word alone. */
  readonly finish: () => void;
};

/** Gathers the news of a run for the cache of the page. What it knows of a device besides counts as old from then on. */
export function createListNews(queryClient: QueryClient): ListNews {
  let news = new Map<string, DeviceNews>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    if (news.size === 0) return;
    const taken = news;
    news = new Map();
    for (const [key, what] of taken)
      if (what === 'gone') queryClient.removeQueries({ queryKey: deviceKeys.device(key) });
      else void queryClient.invalidateQueries({ queryKey: deviceKeys.device(key) });
    patchQuery<ListAnswer>(queryClient, deviceKeys.list, (answer) => ({
      ...answer,
      devices: answer.devices.flatMap((listed) => {
        const what = taken.get(listed.key);
        return what === undefined ? [listed] : what === 'gone' ? [] : [renewed(listed, what)];
      }),
    }));
  };
  return {
    add(key, what) {
      news.set(key, what);
      timer ??= setTimeout(flush, paceFor(queryClient.getQueryData<ListAnswer>(deviceKeys.list)?.devices.length ?? 0));
    },
    finish() {
      flush();
      void queryClient.invalidateQueries({ queryKey: deviceKeys.list, exact: true });
    },
  };
}

function renewed(listed: ListedDevice, news: Exclude<DeviceNews, 'gone'>): ListedDevice {
  if (news === 'unread') return listed;
  if (!('advertised' in news)) return relist(listed, news);
  return { ...listed, advertisedRoutes: [...news.advertised], enabledRoutes: [...news.enabled] };
}
