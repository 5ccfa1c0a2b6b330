import { useEffect, useState } from 'react';
import { copyText } from '#browser/ui/copy-button.tsx';

/** Copies a text when asked to, and says for two seconds that it has. */
export function useCopied(): readonly [isCopied: boolean, copy: (text: string) => void] {
  const [isCopied, setCopied] = useState(false);
  // The timer lives outside React; it ends with the component.
  useEffect(() => {
    if (!isCopied) return undefined;
    const timer = setTimeout(() => setCopied(false), 2000);
    return () => clearTimeout(timer);
  }, [isCopied]);
  return [isCopied, (text) => void copyText(text).then(setCopied)];
}
