import { type RefObject, useEffect, useState } from 'react';

/** How wide an element is inside, in pixels: as wide as the window until it is measured, and followed from then on. */
export function useWidth(element: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(window.innerWidth);
  // The browser tells it, and again when a dock takes some of it.
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => entry && setWidth(entry.contentRect.width));
    if (element.current !== null) observer.observe(element.current);
    return () => observer.disconnect();
  }, [element]);
  return width;
}
