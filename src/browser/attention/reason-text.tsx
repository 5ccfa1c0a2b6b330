import type { AttentionItem, Judgement } from '#browser/fleet/judgement.ts';
import { Mono } from '#browser/ui/text.tsx';
import type { ReactNode } from 'react';
import { reasonOf } from './attention-reason.ts';

/**
 * Why a device is listed, in one line. Whose device it is decides about its approval, so it is told where `isOwnerTold`,
 * which is where it has no column of its own.
 */
export function ReasonText(props: { item: AttentionItem; judgement: Judgement; isOwnerTold: boolean }): ReactNode {
  const { facts, kind } = props.item;
  const { lead: what, quote, rest, aside } = reasonOf(props.item, props.judgement);
  const owner = kind === 'approval' && props.isOwnerTold ? facts.owner : '';
  const lead = owner === '' ? what : `${owner}, ${what}`;
  return (
    <span title={[lead, `${quote}${rest}`, aside].filter((part) => part !== '').join(' ')}>
      {lead}
      {lead !== '' && quote !== '' && ' '}
      {quote !== '' && <Mono>{quote}</Mono>}
      {rest}
      {aside !== '' && <span className="text-ink-3"> {aside}</span>}
    </span>
  );
}
