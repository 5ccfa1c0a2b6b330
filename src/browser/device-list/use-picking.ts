import type { ListedDevice } from '#contract/device-list.ts';
import { useMemo } from 'react';
import { useKeys } from '#browser/keys/use-keys.ts';
import { announce } from '#browser/ui/announcer.tsx';
import type { GridCursor } from './grid-keys.ts';
import { type Selection, useSelected } from './selection.ts';
import { useLongPress } from './use-long-press.ts';

/** What is selected of the rows, and what selects them: keys, clicks that are told to it, and a finger that rests. */
export function usePicking(selection: Selection, rows: readonly ListedDevice[], cursor: GridCursor | undefined) {
  const { keys: selected, isPicking } = useSelected(selection);
  const shownSelected = useMemo(
    () => (selected.size === 0 ? 0 : rows.reduce((count, { key }) => count + (selected.has(key) ? 1 : 0), 0)),
    [rows, selected],
  );
  const at = cursor?.kind === 'row' ? cursor.key : undefined;
  const say = () => announce(`${selection.now().keys.size} selected.`);
  const pick = (key: string, isRange = false) => {
    if (isRange) selection.extend(rows, key, at);
    else selection.toggle(key);
    say();
  };
  const pickAll = (isWanted: boolean) => {
    if (isWanted) selection.addAll(rows);
    else selection.removeAll(rows);
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
