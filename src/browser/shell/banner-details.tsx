import type { ReactNode } from 'react';
import type { ApiError } from '#browser/api/api-error.ts';
import { wordsOf } from '#browser/api/error-words.ts';
import { CopyButton } from '#browser/ui/copy-button.tsx';
import { Mono } from '#browser/ui/text.tsx';

/** What somebody who looks after the server asks for: the status, the request, and the words that came, to be copied whole. */
export function BannerDetails(props: { error: ApiError }): ReactNode {
  const { status, requestId } = props.error;
  const { quote } = wordsOf(props.error);
  const facts = [
    ...(status === 0 ? [] : [`HTTP status ${status}`]),
    ...(requestId === undefined ? [] : [`Request ${requestId}`]),
    quote ?? 'The answer had no words of its own.',
  ];
  return (
    <p className="flex w-full items-center gap-2 pb-1 pl-6 text-ink-2">
      <Mono className="min-w-0 wrap-anywhere">{facts.join(' · ')}</Mono>
      <CopyButton text={facts.join('\n')} label="Copy details" />
    </p>
  );
}
