import { Badge } from '#browser/ui/badge.tsx';
import { Check, LoaderCircle } from 'lucide-react';
import type { ReactNode } from 'react';
import type { RouteState } from './subnet-routes.schema.ts';

/** Which way a route is moving while its change is under way. */
export type Movement = 'approving' | 'withdrawing' | undefined;

/** The state of one route in words: moving, waiting for a person, or approved. Green only where it works. */
export function RouteMark(props: { state: RouteState; movement?: Movement; isHalf?: boolean }): ReactNode {
  if (props.movement !== undefined)
    return (
      <span className="inline-flex items-center gap-1 text-small text-ink-2">
        <LoaderCircle className="size-3.5 animate-spin" strokeWidth={1.75} aria-hidden />
        {props.movement === 'approving' ? 'Approving…' : 'Withdrawing…'}
      </span>
    );
  if (props.isHalf === true) return <Badge kind="warn">Half approved</Badge>;
  switch (props.state) {
    case 'waiting':
      return <Badge kind="warn">Waiting</Badge>;
    case 'approved':
    case 'unadvertised':
      return (
        <span
          className={`inline-flex items-center gap-1 text-small ${props.state === 'approved' ? 'text-ok-ink' : 'text-ink-2'}`}
        >
          <Check className="size-3.5" strokeWidth={2.25} aria-hidden />
          Approved
        </span>
      );
    case 'neither':
      return <span className="text-small text-ink-3">Not approved</span>;
    default:
      return props.state satisfies never;
  }
}
