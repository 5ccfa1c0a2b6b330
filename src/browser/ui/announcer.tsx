import type { ReactNode } from 'react';

const regionId = 'announcer';

/** Says `text` to screen readers once, politely, without moving focus. The same words twice are said twice. */
export function announce(text: string): void {
  const region = document.getElementById(regionId);
  if (region !== null) region.textContent = region.textContent === text ? `${text}\u00a0` : text;
}

/** The one live region of the page, mounted once by the shell; React leaves its text to `announce`. */
export function Announcer(): ReactNode {
  return <div id={regionId} role="status" aria-live="polite" className="sr-only" />;
}
