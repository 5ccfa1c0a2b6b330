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

/**
 * Copies a text when asked to, and says for two seconds that it has. With another `subject`, such as the address of the
 * row that took this one's place, nothing has been copied yet.
 */
export function useCopied(subject?: string): readonly [isCopied: boolean, copy: (text: string) => void] {
  const [copied, setCopied] = useState<{ subject: string | undefined }>();
  // The timer lives outside React; it ends with the component.
  useEffect(() => {
    if (copied === undefined) return undefined;
    const timer = setTimeout(() => setCopied(undefined), 2000);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = (text: string) => void copyText(text).then((isDone) => setCopied(isDone ? { subject } : undefined));
  return [copied !== undefined && copied.subject === subject, copy];
}
