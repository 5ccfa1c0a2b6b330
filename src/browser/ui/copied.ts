import { useEffect, useState } from 'react';
import { announce } from './announcer.tsx';

/** Puts `text` on the clipboard and announces it; gives false, and says so, where the browser does not allow it. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    announce('Copied.');
    return true;
  } catch {
    announce('The browser does not let this page copy.');
    return false;
  }
}

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
