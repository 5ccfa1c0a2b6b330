import { Check, Copy } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { announce } from './announcer.tsx';
import { IconButton } from './button.tsx';

/** Copies `text` and says so for two seconds; `label` names what is copied: "Copy IPv4 address". */
export function CopyButton(props: { text: string; label: string; className?: string; tabIndex?: number }): ReactNode {
  const [isCopied, setCopied] = useState(false);
  // The timer lives outside React; it ends with the component.
  useEffect(() => {
    if (!isCopied) return undefined;
    const timer = setTimeout(() => setCopied(false), 2000);
    return () => clearTimeout(timer);
  }, [isCopied]);
  return (
    <IconButton
      icon={isCopied ? Check : Copy}
      label={isCopied ? 'Copied' : props.label}
      size="size-6"
      iconSize="size-3.5"
      className={`-my-1 ${props.className ?? ''}`}
      {...(props.tabIndex === undefined ? {} : { tabIndex: props.tabIndex })}
      onClick={(event) => {
        event.stopPropagation();
        void copyText(props.text).then((isDone) => setCopied(isDone));
      }}
    />
  );
}

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
