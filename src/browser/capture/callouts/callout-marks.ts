/** At most so many: more numbers than that nobody follows in one picture. */
export const mostCallouts = 5;

/** A numbered callout as the document holds it: what it is around, and its one line of text. */
export type Callout = { readonly number: number; readonly text: string; readonly elements: readonly HTMLElement[] };

/**
 * The callouts of the document, by number. They are attributes of what they are around, `data-callout="1"` and
 * `data-callout-text`, so that whoever plays a runbook in a browser sets them in the same way; elements with one number
 * are framed together.
 */
export function calloutsOf(root: ParentNode): readonly Callout[] {
  const byNumber = new Map<number, HTMLElement[]>();
  for (const element of root.querySelectorAll<HTMLElement>('[data-callout]')) {
    const number = Number(element.dataset['callout']);
    if (Number.isInteger(number) && number > 0 && number <= mostCallouts)
      byNumber.set(number, [...(byNumber.get(number) ?? []), element]);
  }
  return [...byNumber]
    .map(([number, elements]) => ({ number, elements, text: textOf(elements) }))
    .toSorted((one, other) => one.number - other.number);
}

function textOf(elements: readonly HTMLElement[]): string {
  return elements.flatMap((element) => element.dataset['calloutText'] ?? [])[0] ?? '';
}

/** Puts the next callout around an element, or moves the one with this number there. Gives its number; undefined when all are used. */
export function putCallout(root: ParentNode, element: HTMLElement, moved?: number): number | undefined {
  const there = calloutsOf(root);
  const number = moved ?? (there.at(-1)?.number ?? 0) + 1;
  if (number > mostCallouts) return undefined;
  // Around one thing there is one callout.
  if (element.dataset['callout'] !== undefined && Number(element.dataset['callout']) !== moved) return undefined;
  const text = there.find((callout) => callout.number === moved)?.text ?? '';
  if (moved !== undefined) strip(there.find((callout) => callout.number === moved));
  element.dataset['callout'] = String(number);
  if (text !== '') element.dataset['calloutText'] = text;
  return number;
}

/** Writes the line of a callout. */
export function writeCallout(root: ParentNode, number: number, text: string): void {
  const [first, ...others] = calloutsOf(root).find((callout) => callout.number === number)?.elements ?? [];
  if (first !== undefined) first.dataset['calloutText'] = text;
  for (const element of others) delete element.dataset['calloutText'];
}

/** Takes a callout away; those after it move up, so that the numbers stay without a gap. */
export function dropCallout(root: ParentNode, number: number): void {
  const there = calloutsOf(root);
  strip(there.find((callout) => callout.number === number));
  for (const callout of there)
    if (callout.number > number)
      for (const element of callout.elements) element.dataset['callout'] = String(callout.number - 1);
}

function strip(callout: Callout | undefined): void {
  for (const element of callout?.elements ?? []) {
    delete element.dataset['callout'];
    delete element.dataset['calloutText'];
  }
}
