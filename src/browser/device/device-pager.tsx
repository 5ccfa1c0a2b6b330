import type { ListedDevice } from '#contract/device-list.ts';
import { Link, useNavigate } from '@tanstack/react-router';
import { ChevronDown, ChevronUp, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { useKeys } from '#browser/keys/use-keys.ts';
import { machineName } from './device-facts.ts';

/** "11 of 34" in the order of the list, and the way to its neighbours by button and by the keys [ and ]. */
export function DevicePager(props: {
  devices: readonly ListedDevice[];
  deviceKey: string;
  list: string | undefined;
}): ReactNode {
  const { devices, deviceKey, list } = props;
  const navigate = useNavigate();
  const position = devices.findIndex((device) => device.key === deviceKey);
  const before = position === -1 ? undefined : devices[position - 1];
  const after = position === -1 ? undefined : devices[position + 1];
  const goTo = (device: ListedDevice | undefined) => {
    if (device === undefined) return false;
    void navigate({ to: '/devices/$nodeId', params: { nodeId: device.key }, state: stateOf(list) });
    return true;
  };
  useKeys('pager', { previous: () => goTo(before), next: () => goTo(after) });

  if (position === -1) return null;
  return (
    <nav aria-label="Devices in the list" className="ml-auto flex items-center gap-1">
      <span data-passing="" className="figures mr-1 hidden min-[800px]:inline">
        {(position + 1).toLocaleString('en')} of {devices.length.toLocaleString('en')}
      </span>
      <Neighbour icon={ChevronUp} label="Previous device" device={before} list={list} keys="[" />
      <Neighbour icon={ChevronDown} label="Next device" device={after} list={list} keys="]" />
    </nav>
  );
}

function Neighbour(props: {
  icon: LucideIcon;
  label: string;
  device: ListedDevice | undefined;
  list: string | undefined;
  keys: string;
}): ReactNode {
  const { icon: Icon, device, label } = props;
  const size = 'size-touch min-[800px]:size-6';
  // At the end of the list there is nowhere to go; the place stays, so that the other button does not move.
  if (device === undefined) return <span className={size} />;
  return (
    <Link
      to="/devices/$nodeId"
      params={{ nodeId: device.key }}
      state={stateOf(props.list)}
      aria-label={label}
      aria-keyshortcuts={props.keys}
      title={`${label}: ${machineName(device)} (${props.keys})`}
      className={`${size} inline-flex shrink-0 items-center justify-center rounded-control text-ink-3 hover:bg-hover hover:text-ink`}
    >
      <Icon className="size-5 min-[800px]:size-4" strokeWidth={1.75} aria-hidden />
    </Link>
  );
}

function stateOf(list: string | undefined): { list?: string } {
  return list === undefined ? {} : { list };
}
