import { announce } from '#browser/ui/announcer.tsx';
import { type SectionId, sectionOf } from './sections.ts';
import { showSection } from './use-section-focus.ts';

/**
 * Opens the editor of a section by the button in its head, as a person would. A switch, which applies at once, is only
 * focused, and so are the buttons of the danger zone. What cannot be edited says so.
 */
export function editSection(id: SectionId): void {
  showSection(id, 'nearest');
  const section = document.getElementById(id);
  if (section === null || section.dataset['editing'] !== undefined) return;
  const buttons = [...section.querySelectorAll<HTMLElement>('header button:not([aria-expanded])')];
  // After a failure the button to read again stands before the one to edit.
  const action = buttons.at(-1);
  if (action?.role === 'switch') action.focus();
  else if (action !== undefined) action.click();
  else {
    const first = section.querySelector<HTMLElement>('button');
    if (id === 'danger' && first !== null) first.focus();
    else announce('There is nothing to edit here.');
  }
}

/** Presses the button of this accessible name in a section; focuses it only, where a press would apply at once. */
export function pressInSection(id: SectionId, label: string, isFocusOnly = false): void {
  showSection(id, 'nearest');
  const buttons = document.getElementById(id)?.querySelectorAll<HTMLElement>('button') ?? [];
  const button = [...buttons].find((candidate) => candidate.ariaLabel === label);
  if (button === undefined) announce(`${label} is not offered here.`);
  button?.focus();
  if (!isFocusOnly) button?.click();
}

/** The section that has focus, else the one that the address names. */
export function currentSection(): SectionId | undefined {
  const focused = document.activeElement?.closest('section[id]')?.id;
  return sectionOf(focused ?? window.location.hash.slice(1));
}
