import type { ListedDevice } from '#contract/device-list.ts';
import { type ReactNode, useDeferredValue, useMemo } from 'react';
import { factsOf } from '#browser/device/device-facts.ts';
import { hasWaitingRoutes, isExpired, isExpiring, needsAttention } from '#browser/device/device-status.ts';
import type { LiveRouters } from '#browser/device/live-routers.ts';

const quickFilters = [
  { id: 'all', label: 'All', filter: '' },
  { id: 'attention', label: 'Needs attention', filter: 'is:attention' },
  { id: 'pending', label: 'Pending approval', filter: 'status:pending' },
  { id: 'routes', label: 'Routes to approve', filter: 'route:waiting' },
  { id: 'expiring', label: 'Key expiring', filter: 'expires:<7d' },
  { id: 'expired', label: 'Expired', filter: 'status:expired' },
  { id: 'updates', label: 'Updates', filter: 'update:yes' },
  { id: 'external', label: 'Shared in', filter: 'status:external' },
] as const;

type Counts = Readonly<Record<(typeof quickFilters)[number]['id'], number>>;

/** How many devices each quick filter would show; one pass over the tailnet. */
function countQuickFilters(devices: readonly ListedDevice[], routers: LiveRouters, now: number): Counts {
  const counts = {
    all: devices.length,
    attention: 0,
    pending: 0,
    routes: 0,
    expiring: 0,
    expired: 0,
    updates: 0,
    external: 0,
  };
  for (const device of devices) {
    const facts = factsOf(device);
    if (needsAttention(device, facts, routers, now)) counts.attention += 1;
    if (!facts.isApproved) counts.pending += 1;
    if (hasWaitingRoutes(facts)) counts.routes += 1;
    if (isExpiring(facts, now)) counts.expiring += 1;
    if (isExpired(facts, now)) counts.expired += 1;
    if (device.updateAvailable === true) counts.updates += 1;
    if (facts.isExternal) counts.external += 1;
  }
  return counts;
}

/**
 * The questions that are asked every morning, each with its count; choosing one writes its token into the filter. The
 * counts come a moment after the first rows, as nobody reads them sooner.
 */
export function QuickFilters(props: {
  world: { readonly devices: readonly ListedDevice[]; readonly routers: LiveRouters; readonly now: number } | undefined;
  filter: string;
  onChoose: (filter: string) => void;
}): ReactNode {
  const world = useDeferredValue(props.world, undefined);
  const counts = useMemo(
    () => (world === undefined ? undefined : countQuickFilters(world.devices, world.routers, world.now)),
    [world],
  );
  const chosen = quickFilters.find(({ filter }) => filter === props.filter.trim())?.id;
  return (
    <fieldset className="flex min-w-0 items-center gap-0.5 overflow-x-auto py-px max-md:w-full max-md:gap-2 max-md:px-4">
      <legend className="sr-only">Quick filters</legend>
      {quickFilters.map(({ id, label, filter }) => (
        <label
          key={id}
          className="relative inline-flex h-control-sm shrink-0 cursor-pointer items-center gap-1.5 rounded-control px-2 text-small whitespace-nowrap text-ink-2 hover:bg-hover has-checked:bg-active has-checked:font-medium has-checked:text-ink has-focus-visible:outline-2 has-focus-visible:outline-focus max-md:ring-1 max-md:ring-line-strong max-md:ring-inset touch:h-9 touch:px-3"
        >
          <input
            type="radio"
            name="quick-filter"
            className="absolute inset-0 size-full cursor-pointer appearance-none outline-none"
            checked={chosen === id}
            onChange={() => props.onChoose(filter)}
          />
          {label}
          {counts !== undefined && <span className="figures text-caption font-normal text-ink-3">{counts[id]}</span>}
        </label>
      ))}
    </fieldset>
  );
}
