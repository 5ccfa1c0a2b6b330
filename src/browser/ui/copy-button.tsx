import { Check, Copy } from 'lucide-react';
import type { ReactNode } from 'react';
import { IconButton } from './button.tsx';
import { useCopied } from './copied.ts';

/** Copies `text` and says so for two seconds; `label` names what is copied: "Copy IPv4 address". */
export function CopyButton(props: { text: string; label: string; className?: string; tabIndex?: number }): ReactNode {
  const [isCopied, copy] = useCopied(props.text);
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
        copy(props.text);
      }}
    />
  );
}
