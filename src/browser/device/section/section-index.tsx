import { useMedia } from '#browser/ui/use-media.ts';
import { type ReactNode, useEffect, useRef, useSyncExternalStore } from 'react';
import { type SectionId, sections } from './sections.ts';

/** The sections as a line of links that stays on screen while a narrow page scrolls; the current one is underlined. */
export function SectionIndex(): ReactNode {
  // Which one is current is measured with every drawing, so where there is no line nothing asks for it.
  return useMedia('(width < 800px)') && <SectionLine />;
}

function SectionLine(): ReactNode {
  const current = useSyncExternalStore(subscribeToScroll, sectionInView);
  const line = useRef<HTMLDivElement>(null);

  // The line scrolls sideways by itself, so that the current link is always in it.
  useEffect(() => {
    const box = line.current;
    const link = box?.querySelector<HTMLElement>(`[href="#${current}"]`);
    if (!box || !link) return;
    if (link.offsetLeft < box.scrollLeft) box.scrollLeft = link.offsetLeft - 16;
    else if (link.offsetLeft + link.offsetWidth > box.scrollLeft + box.clientWidth)
      box.scrollLeft = link.offsetLeft + link.offsetWidth - box.clientWidth + 16;
  }, [current]);

  return (
    <nav aria-label="Sections" className="sticky top-0 z-10 mt-3 border-b border-line-strong bg-canvas">
      <div
        ref={line}
        className="relative flex gap-5 overflow-x-auto px-4 text-small whitespace-nowrap [scrollbar-width:none]"
      >
        {sections.map(({ id, label }) => (
          <a
            key={id}
            href={`#${id}`}
            aria-current={id === current ? 'location' : undefined}
            className={`flex h-10 items-center border-b-2 -outline-offset-2 touch:h-touch ${id === current ? 'border-ink font-medium' : 'border-transparent text-ink-2'}`}
          >
            {label}
          </a>
        ))}
      </div>
    </nav>
  );
}

function subscribeToScroll(listener: () => void): () => void {
  // Captured, as a scroll event of an inner box does not bubble.
  document.addEventListener('scroll', listener, { capture: true, passive: true });
  window.addEventListener('resize', listener);
  return () => {
    document.removeEventListener('scroll', listener, { capture: true });
    window.removeEventListener('resize', listener);
  };
}

/** The last section whose head has passed the index; at the end of the page the one that was asked for. */
function sectionInView(): SectionId {
  let current: SectionId = sections[0].id;
  const page = document.getElementById(current)?.closest('main');
  if (page && page.scrollTop > 0 && page.scrollTop + page.clientHeight >= page.scrollHeight - 2) {
    const asked = sections.find(({ id }) => `#${id}` === window.location.hash);
    const top = asked && document.getElementById(asked.id)?.getBoundingClientRect().top;
    return asked !== undefined && top !== undefined && top >= 0 ? asked.id : 'danger';
  }
  for (const { id } of sections) {
    const top = document.getElementById(id)?.getBoundingClientRect().top;
    if (top === undefined || top > 96) break;
    current = id;
  }
  return current;
}
