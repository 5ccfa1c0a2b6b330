/** The parts of a keyboard event that say which keys are down. */
export type Pressed = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey' | 'isComposing'> & {
  getModifierState: (key: string) => boolean;
};

/**
 * A press as the table spells it: "j", "shift+c", "mod+k", "Escape". Undefined for what can be no shortcut: text that
 * is still being composed, Alt, and on a Mac Ctrl, with which one moves in text there. Shift does not count where the
 * key says it already: "?" takes Shift on some keyboards and not on others. Nor does AltGr, or Option on a Mac, with
 * which a German keyboard types "[".
 */
export function pressOf(event: Pressed, isMac: boolean): string | undefined {
  const { key, shiftKey } = event;
  if (event.isComposing || key === 'Process' || key === 'Dead') return undefined;
  const isCharacter = key.length === 1;
  const isLetter = isCharacter && key.toLowerCase() !== key.toUpperCase();
  const typesByAlt = isCharacter && !isLetter && (isMac ? event.altKey : event.getModifierState('AltGraph'));
  if (event.altKey && !typesByAlt) return undefined;
  // Windows says Ctrl and Alt of AltGr.
  const isCtrl = event.ctrlKey && !typesByAlt;
  if (isMac ? isCtrl : event.metaKey) return undefined;
  const isMod = isMac ? event.metaKey : isCtrl;
  const isShifted = shiftKey && (isLetter || !isCharacter);
  const name = key === ' ' ? 'Space' : isLetter ? key.toLowerCase() : key;
  return `${isMod ? 'mod+' : ''}${isShifted ? 'shift+' : ''}${name}`;
}

/** True of presses that type a character, which people who dictate cause by the dozen (WCAG 2.1.4). */
export function isSingle(press: string): boolean {
  return /^(shift\+)?.$/u.test(press);
}

/** Where a key was pressed: in text, in a layer that has keys of its own, or on the page. */
export type PressPlace = 'field' | 'layer' | 'page';

const layers = 'dialog, [role=menu], [role=listbox], [role=dialog], [role=alertdialog]';

/** The place that `target`, the target of a keyboard event, stands for. */
export function placeOf(target: EventTarget | null): PressPlace {
  if (!(target instanceof HTMLElement)) return 'page';
  if (target.closest(layers) !== null) return 'layer';
  if (target instanceof HTMLInputElement)
    return ['checkbox', 'radio', 'button'].includes(target.type) ? 'page' : 'field';
  return target.isContentEditable || target.matches('textarea, select') ? 'field' : 'page';
}
