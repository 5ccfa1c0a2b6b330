import { Eye } from 'lucide-react';
import type { ReactNode } from 'react';

/** Stands in the place of the button that would open an editor. */
export function ReadOnlyMark(): ReactNode {
  return (
    <span className="inline-flex items-center gap-1 text-small text-ink-3">
      <Eye className="size-3.5" strokeWidth={1.75} aria-hidden />
      Read-only
    </span>
  );
}
