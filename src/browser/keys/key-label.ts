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
