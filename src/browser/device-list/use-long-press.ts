import { type MouseEvent, type PointerEvent, useEffect, useRef } from 'react';

const held = 450;
/** A finger that moves further than this many CSS px scrolls. */
const still = 10;

/**
 * Handlers that call `onHold` with what a finger rests on for half a second, which is how a row is picked on a phone. The
 * click and the browser's own menu that follow from the same touch are swallowed.
 */
export function useLongPress(onHold: (target: Element) => void) {
  const press = useRef<{ timer: ReturnType<typeof setTimeout>; x: number; y: number } | undefined>(undefined);
  const isHeld = useRef(false);
  const end = () => {
    clearTimeout(press.current?.timer);
    press.current = undefined;
  };
  // The timer is the browser's; it ends with the table.
  useEffect(() => () => clearTimeout(press.current?.timer), []);
  const swallow = (event: MouseEvent) => {
    if (!isHeld.current) return;
    event.preventDefault();
    event.stopPropagation();
  };
  return {
    onPointerDown: (event: PointerEvent) => {
      end();
      isHeld.current = false;
      const { target, pointerType, clientX: x, clientY: y } = event;
      if (pointerType === 'mouse' || !(target instanceof Element)) return;
      const timer = setTimeout(() => {
        isHeld.current = true;
        onHold(target);
      }, held);
      press.current = { timer, x, y };
    },
    onPointerMove: ({ clientX, clientY }: PointerEvent) => {
      const { x = clientX, y = clientY } = press.current ?? {};
      if (Math.hypot(clientX - x, clientY - y) > still) end();
    },
    onPointerUp: end,
    onPointerCancel: end,
    onContextMenu: swallow,
    onClickCapture: swallow,
  };
}
