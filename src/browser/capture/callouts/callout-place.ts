/** A rectangle in CSS pixels of the window. */
export type Box = { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number };

const discSize = 22;
const outline = 2;
const offset = 6;

/** The box around all of these, or undefined for none that can be seen. */
export function boxAround(boxes: readonly Box[]): Box | undefined {
  const seen = boxes.filter((box) => box.right > box.left && box.bottom > box.top);
  if (seen.length === 0) return undefined;
  return {
    left: Math.min(...seen.map((box) => box.left)),
    top: Math.min(...seen.map((box) => box.top)),
    right: Math.max(...seen.map((box) => box.right)),
    bottom: Math.max(...seen.map((box) => box.bottom)),
  };
}

/** The part of a box that lies within another one. */
export function within(box: Box, frame: Box): Box {
  return {
    left: Math.max(box.left, frame.left),
    top: Math.max(box.top, frame.top),
    right: Math.min(box.right, frame.right),
    bottom: Math.min(box.bottom, frame.bottom),
  };
}

/** Where the frame of a callout runs: outside of its target, and never outside of the window. */
export function frameOf(target: Box, view: { readonly width: number; readonly height: number }): Box {
  const far = offset + outline;
  return {
    left: Math.max(1, target.left - far),
    top: Math.max(1, target.top - far),
    right: Math.min(view.width - 1, target.right + far),
    bottom: Math.min(view.height - 1, target.bottom + far),
  };
}

/**
 * The left upper corner of the disc: in the gutter beside the frame or beside the column that it is in, else on its right,
 * above or below it; the first place where `isFree` finds nothing to cover, else the corner of the frame.
 */
export function placeDisc(
  frame: Box,
  column: Box | undefined,
  view: { readonly width: number; readonly height: number },
  isFree: (box: Box) => boolean,
): { readonly left: number; readonly top: number } {
  const height = frame.bottom - frame.top;
  const top = Math.max(1, frame.top + Math.min(height / 2, 28) - discSize / 2);
  const gap = 1;
  const places = [
    { left: frame.left - gap - discSize, top },
    ...(column === undefined ? [] : [{ left: column.left - offset - outline - gap - discSize, top }]),
    { left: frame.right + gap, top },
    { left: frame.left, top: frame.top - gap - discSize },
    { left: frame.right - discSize, top: frame.top - gap - discSize },
    { left: frame.left, top: frame.bottom + gap },
  ];
  const fits = places.find(
    (place) =>
      place.left >= 1 &&
      place.top >= 1 &&
      place.left + discSize <= view.width - 1 &&
      place.top + discSize <= view.height - 1 &&
      isFree({ ...place, right: place.left + discSize, bottom: place.top + discSize }),
  );
  return fits ?? { left: Math.max(1, frame.left - discSize / 2), top: Math.max(1, frame.top - discSize / 2) };
}
