import type { ReactNode } from 'react';
import { formatExact } from './moment.ts';

/** A date in the words of `children`, with the exact UTC time for machines and in the tooltip. */
export function TimeText(props: { at: number; children: ReactNode; className?: string }): ReactNode {
  return (
    <time dateTime={new Date(props.at).toISOString()} title={formatExact(props.at)} className={props.className}>
      {props.children}
    </time>
  );
}
