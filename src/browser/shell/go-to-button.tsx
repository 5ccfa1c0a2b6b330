import { Search } from 'lucide-react';
import type { ReactNode } from 'react';
import { isMac } from '#browser/keys/listen.ts';
import { Key } from '#browser/ui/text.tsx';
import { useMedia } from '#browser/ui/use-media.ts';
import { useOpenLayer } from './layers.tsx';

/** Where the bar on top has room for its destinations and little else. */
export const narrowBar = '(width < 1024px)';

/** The way to any device, page and command, for those who do not know its key yet. */
export function GoToButton(): ReactNode {
  const open = useOpenLayer();
  const isApple = isMac(window);
  const isNarrow = useMedia(narrowBar);
  return (
    <button
      type="button"
      data-passing=""
      aria-keyshortcuts={isApple ? 'Meta+K' : 'Control+K'}
      aria-haspopup="dialog"
      title="Go to device or command"
      onClick={() => open('goTo')}
      className={`inline-flex h-control-sm items-center gap-2 rounded-control bg-canvas px-2 text-small text-ink-3 ring-1 ring-line-strong ring-inset hover:text-ink ${isNarrow ? '' : 'w-44'}`}
    >
      <Search className="size-3.5" strokeWidth={1.75} aria-hidden />
      <span className={isNarrow ? 'sr-only' : ''}>Go to device</span>
      {!isNarrow && (
        <span className="ml-auto flex gap-0.5">
          <Key>{isApple ? '⌘' : 'Ctrl'}</Key>
          <Key>K</Key>
        </span>
      )}
    </button>
  );
}
