import { TypedWord, isTyped } from '#browser/device/impact/typed-word.tsx';
import { Notice } from '#browser/ui/notice.tsx';
import { TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import type { BulkImpact } from './bulk-impact.ts';
import type { BulkWish } from './wish.ts';

/** What was typed to confirm: how many devices, and the address of this page. */
export type TypedWords = { readonly number: string; readonly host: string };

export const noWords: TypedWords = { number: '', host: '' };

/** True when everything that a change asks to be typed was typed. */
export function isConfirmed(wish: BulkWish, count: number, impact: BulkImpact, words: TypedWords): boolean {
  if (wish.kind === 'delete' && !isTyped(words.number, String(count))) return false;
  return impact.console === undefined || isTyped(words.host, impact.console.host);
}

/** What breaks, counted, and what has to be typed before it does. */
export function ReviewImpact(props: {
  wish: BulkWish;
  count: number;
  impact: BulkImpact;
  words: TypedWords;
  onWords: (words: TypedWords) => void;
  onEnter: () => void;
}): ReactNode {
  const { wish, count, impact, words, onWords, onEnter } = props;
  return (
    <>
      {impact.sentences.length > 0 && (
        <ul aria-label="What this does" className="flex flex-col gap-1 text-small">
          {impact.sentences.map((sentence) => (
            <li key={sentence} className="flex gap-2">
              <TriangleAlert className="mt-0.5 size-4 shrink-0 text-warn-ink" strokeWidth={1.75} aria-hidden />
              <span className="min-w-0 wrap-anywhere">{sentence}</span>
            </li>
          ))}
        </ul>
      )}
      {impact.console !== undefined && (
        <Notice kind="warn" title="You may lose this page.">
          {impact.console.sentence}
        </Notice>
      )}
      {wish.kind === 'delete' && (
        <TypedWord
          word={String(count)}
          purpose={`to delete ${count === 1 ? 'this device' : 'these devices'}`}
          text={words.number}
          onText={(number) => onWords({ ...words, number })}
          onEnter={onEnter}
        />
      )}
      {impact.console !== undefined && (
        <TypedWord
          word={impact.console.host}
          purpose="to confirm that this page may go"
          text={words.host}
          onText={(host) => onWords({ ...words, host })}
          onEnter={onEnter}
        />
      )}
    </>
  );
}
