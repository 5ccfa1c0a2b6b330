import { useLocation } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { type SectionId, sectionOf } from './sections.ts';

/**
 * Brings the section of the URL's fragment into view and focuses it: on arrival, when the fragment changes, and again
 * when the data above it has arrived and moved it, unless the person has moved on by then.
 */
export function useSectionFocus(isSettled: boolean): SectionId | undefined {
  const section = sectionOf(useLocation({ select: (location) => location.hash }));
  const shown = useRef<{ section: SectionId; isSettled: boolean }>(undefined);
  const hasMoved = useRef(false);

  // The wheel, a finger or a key is the person, everything else that scrolls is the page.
  useEffect(() => {
    const onMove = () => {
      hasMoved.current = true;
    };
    const kinds = ['wheel', 'touchmove', 'keydown', 'pointerdown'] as const;
    for (const kind of kinds) window.addEventListener(kind, onMove, { passive: true });
    return () => {
      for (const kind of kinds) window.removeEventListener(kind, onMove);
    };
  }, []);

  // Scrolling and focus belong to the document.
  useEffect(() => {
    const before = shown.current;
    shown.current = section === undefined ? undefined : { section, isSettled };
    if (section === undefined) return;
    const isNew = before?.section !== section;
    if (isNew) hasMoved.current = false;
    if (isNew || (isSettled && !before.isSettled && !hasMoved.current)) showSection(section);
  }, [section, isSettled]);

  return section;
}

/** Scrolls to a section and focuses it, so that a screen reader reads on from there. */
export function showSection(id: SectionId, block: ScrollLogicalPosition = 'start'): void {
  const element = document.getElementById(id);
  element?.scrollIntoView({ block });
  element?.focus({ preventScroll: true });
}
