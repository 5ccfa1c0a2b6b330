import { type RefObject, useEffect, useRef } from 'react';

/**
 * Arrow keys go from row to row, to the button of each. When the row that has focus goes because its work is done, focus
 * goes to the row that takes its place. Rows are the `li` of the list with `data-line`, those with a heading left out.
 */
export function useRowKeys(list: RefObject<HTMLElement | null>): void {
  const last = useRef<number>(undefined);
  // Keys and focus belong to the document.
  useEffect(() => {
    const element = list.current;
    if (element === null) return undefined;
    const onKey = (event: KeyboardEvent) => walk(event, element);
    const onFocus = ({ target }: FocusEvent) => {
      const line = target instanceof Element ? target.closest<HTMLElement>('li') : null;
      last.current = line === null ? undefined : lineOf(line);
    };
    // Who clicks beside the rows has left them.
    const onPointer = ({ target }: PointerEvent) => {
      if (target instanceof Node && !element.contains(target)) last.current = undefined;
    };
    element.addEventListener('keydown', onKey);
    element.addEventListener('focusin', onFocus);
    document.addEventListener('pointerdown', onPointer, { capture: true });
    return () => {
      element.removeEventListener('keydown', onKey);
      element.removeEventListener('focusin', onFocus);
      document.removeEventListener('pointerdown', onPointer, { capture: true });
    };
  }, [list]);
  // After each drawing, as any of them may take the row away.
  useEffect(() => {
    if (last.current === undefined || document.activeElement !== document.body) return;
    const at = last.current;
    const next = rowsOf(list.current).find((row) => lineOf(row) >= at) ?? rowsOf(list.current).at(-1);
    (lastControl(next) ?? document.querySelector<HTMLElement>('h1'))?.focus({ preventScroll: true });
  });
}

function walk(event: KeyboardEvent, list: HTMLElement): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (step === 0 || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  const rows = rowsOf(list);
  const at = rows.findIndex((row) => row.contains(document.activeElement));
  const control = at === -1 ? undefined : lastControl(rows[at + step]);
  if (control === undefined) return;
  event.preventDefault();
  control.focus();
}

/** The rows in view, in their order: the document has them in the order in which they came into view. */
function rowsOf(list: HTMLElement | null): readonly HTMLElement[] {
  const rows = [...(list?.querySelectorAll<HTMLElement>('li[data-line]') ?? [])];
  return rows.filter((row) => row.querySelector('h2') === null).sort((one, other) => lineOf(one) - lineOf(other));
}

function lineOf(row: HTMLElement): number {
  return Number(row.dataset['line']);
}

function lastControl(row: HTMLElement | undefined): HTMLElement | undefined {
  return [...(row?.querySelectorAll<HTMLElement>('a, button') ?? [])].at(-1);
}
