import { type RefObject, useLayoutEffect, useRef } from 'react';

/**
 * For what goes when it has been answered: when it goes with the focus in it, the focus goes to the section that it
 * stood in, and not back to the top of the page.
 */
export function useFocusKept<Element extends HTMLElement>(): RefObject<Element | null> {
  const own = useRef<Element>(null);
  // Focus belongs to the document, and is lost with what has it.
  useLayoutEffect(() => {
    const element = own.current;
    const section = element?.closest<HTMLElement>('[tabindex="-1"]');
    return () => {
      if (element?.contains(document.activeElement)) section?.focus({ preventScroll: true });
    };
  }, []);
  return own;
}
