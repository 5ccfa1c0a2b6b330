import { KeyRound } from 'lucide-react';
import type { ReactNode } from 'react';
import type { AnyDevice } from '#browser/device/device-facts.ts';
import { TimeText } from '#browser/device/time-text.tsx';
import { Badge } from '#browser/ui/badge.tsx';
import { Section } from '#browser/ui/section.tsx';
import { keyWords } from './key-words.ts';

/** When the key of a device expires, and what that means. */
export function KeySection(props: { device: AnyDevice; now: number }): ReactNode {
  const words = keyWords(props.device, props.now);
  const state = words.at === undefined ? words.state : <TimeText at={words.at}>{words.state}</TimeText>;
  return (
    <Section id="key" title="Key expiry" meta={words.meta}>
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-small">
        {words.badge !== undefined && (
          <Badge kind={words.badge.kind} icon={KeyRound}>
            {words.badge.label}
          </Badge>
        )}
        <span>{state}</span>
      </p>
      {words.consequence !== undefined && <p className="text-small text-ink-3">{words.consequence}</p>}
    </Section>
  );
}
