import type { ReactNode } from 'react';
import { Key } from '#browser/ui/text.tsx';
import { keySigns } from './key-label.ts';
import { type KeyId, keyMap } from './key-map.ts';
import { isMac } from './listen.ts';

/** The keys that do the same, beside what does it. For eyes only: the control says it by `aria-keyshortcuts`. */
export function KeyHint(props: { id: KeyId; className?: string }): ReactNode {
  const [press = ''] = pressesOf(props.id);
  return (
    <span className={`flex shrink-0 gap-0.5 ${props.className ?? ''}`}>
      {keySigns(press, isMac(window)).map((sign) => (
        <Key key={sign}>{sign}</Key>
      ))}
    </span>
  );
}

/** The ways to press one thing, such as ["ArrowDown", "j"]. */
function pressesOf(id: KeyId): readonly string[] {
  const keys = Object.values(keyMap).flatMap((scope) => Object.entries(scope));
  return keys.find(([key]) => key === id)?.[1].split(' ') ?? [];
}
