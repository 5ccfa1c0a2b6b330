import type { ReactNode } from 'react';
import { type AnyDevice, factsOf } from '#browser/device/device-facts.ts';
import { Section } from '#browser/ui/section.tsx';
import { ownerWords } from './owner-words.ts';

/** The tags of a device, and who owns it. */
export function TagsSection(props: { device: AnyDevice }): ReactNode {
  const { tags } = factsOf(props.device);
  return (
    <Section id="tags" title="Tags">
      {tags.length === 0 ? (
        <p className="text-small">No tags.</p>
      ) : (
        <ul className="flex flex-wrap gap-1.5">
          {tags.map((tag) => (
            <li
              key={tag}
              className="inline-flex min-h-5 items-center rounded-chip px-1.5 font-mono text-code-sm leading-none wrap-anywhere ring-1 ring-line-strong ring-inset"
            >
              <span>
                <span className="text-ink-3">tag:</span>
                {tag}
              </span>
            </li>
          ))}
        </ul>
      )}
      <p className="mt-2 text-small wrap-anywhere text-ink-3">{ownerWords(props.device)}</p>
    </Section>
  );
}
