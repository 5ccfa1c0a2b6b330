/**
 * The `ref` of what goes when it has been answered: when it goes with the focus in it, the focus goes to the section that
 * it stood in, and not back to the top of the page.
 */
export function keepFocus(element: HTMLElement | null): () => void {
  const section = element?.closest<HTMLElement>('[tabindex="-1"]');
  return () => {
    if (element?.contains(document.activeElement)) section?.focus({ preventScroll: true });
  };
}
