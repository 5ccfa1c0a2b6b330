import type { ListedDevice } from '#contract/device-list.ts';
import { useMemo } from 'react';
import { useKeys } from '#browser/keys/use-keys.ts';
import { announce } from '#browser/ui/announcer.tsx';
import type { GridCursor, Rows } from './rows.ts';
import { type Selection, useSelected } from './selection.ts';
import { useLongPress } from './use-long-press.ts';

/**
 * What is selected of the devices shown, and what selects them: keys, clicks that are told to it, and a finger that rests.
 * A range is what stands between its ends, so those in folded groups are not in it.
 */
export function usePicking(
  selection: Selection,
  devices: readonly ListedDevice[],
  rows: Rows,
  cursor: GridCursor | undefined,
) {
  const { keys: selected, isPicking } = useSelected(selection);
  const shownSelected = useMemo(
    () => (selected.size === 0 ? 0 : devices.reduce((count, { key }) => count + (selected.has(key) ? 1 : 0), 0)),
    [devices, selected],
  );
  const at = cursor?.kind === 'row' ? cursor.key : undefined;
  const say = () => announce(`${selection.now().keys.size} selected.`);
  const pick = (key: string, isRange = false) => {
    const lines = rows.groups?.flatMap((group) => (group.isClosed ? [] : group.devices)) ?? devices;
    if (isRange) selection.extend(lines, key, at);
    else selection.toggle(key);
    say();
  };
  const pickAll = (isWanted: boolean) => {
    if (isWanted) selection.addAll(devices);
    else selection.removeAll(devices);
    say();
  };
  useKeys('selection', {
    select: () => (at === undefined ? false : pick(at)),
    selectAll: (event) => (event?.target instanceof Element && event.target.closest('aside') ? false : pickAll(true)),
    letGo: () => {
      if (!isPicking) return false;
      selection.clear();
      announce('Nothing selected.');
      return true;
    },
  });
  const longPress = useLongPress((target) => {
    const key = target.closest('tr')?.dataset['key'];
    if (key !== undefined) pick(key);
  });
  return { selected, isPicking, shownSelected, pick, pickAll, longPress };
}
