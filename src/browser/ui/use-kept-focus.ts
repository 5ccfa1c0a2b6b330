import { useLayoutEffect, useRef } from 'react';

/**
 * Keeps focus on an element that is about to be moved within the document, where a browser lets go of it. Call the
 * result with the element before the move; `order` is what changes with it.
 */
export function useKeptFocus(order: string): (element: HTMLElement) => void {
  const moving = useRef<HTMLElement>(undefined);
  const before = useRef(order);
  // The focus belongs to the document.
  useLayoutEffect(() => {
    if (before.current === order) return;
    before.current = order;
    moving.current?.focus();
    moving.current = undefined;
  });
  return (element) => {
    moving.current = element;
  };
}
