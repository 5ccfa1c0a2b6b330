const signs: Readonly<Record<string, string>> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Enter: '↵',
  Escape: 'Esc',
  Backspace: '⌫',
  Delete: 'Del',
  PageUp: 'Page up',
  PageDown: 'Page down',
};

/** A press as the signs on the keys: ["⌘", "K"] on a Mac, ["Ctrl", "K"] elsewhere; ["G", "D"] for one after the other. */
export function keySigns(press: string, isMac: boolean): readonly string[] {
  return press.split(/[+,]/).map((key) => {
    if (key === 'mod') return isMac ? '⌘' : 'Ctrl';
    if (key === 'shift') return isMac ? '⇧' : 'Shift';
    return signs[key] ?? (key.length === 1 ? key.toUpperCase() : key);
  });
}

/** The same for `aria-keyshortcuts`: "Meta+K", "Control+K". One key after another has no spelling there. */
export function ariaKeys(presses: string, isMac: boolean): string {
  return presses
    .split(' ')
    .filter((press) => !press.includes(','))
    .map((press) =>
      press
        .replace('mod', isMac ? 'Meta' : 'Control')
        .replace('shift', 'Shift')
        .replace(/(^|\+)([a-z])$/, (_, plus: string, letter: string) => plus + letter.toUpperCase()),
    )
    .join(' ');
}
