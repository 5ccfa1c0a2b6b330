import type { ReactNode } from 'react';

/** The sign of the product: a tailboard, the hinged plank of a truck bed, its last slat let down. */
export function Mark(): ReactNode {
  return (
    <svg className="size-[18px] shrink-0" viewBox="0 0 18 18" aria-hidden>
      <rect x="1" y="2" width="16" height="3.4" rx="1" className="fill-ink" />
      <rect x="1" y="7.3" width="16" height="3.4" rx="1" className="fill-ink" />
      <rect x="1" y="12.6" width="9" height="3.4" rx="1" className="fill-accent" />
    </svg>
  );
}
