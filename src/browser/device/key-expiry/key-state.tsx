import { TimeText } from '#browser/device/time-text.tsx';
import { listed } from '#browser/device/listed.ts';
import { Badge } from '#browser/ui/badge.tsx';
import { Notice } from '#browser/ui/notice.tsx';
import { KeyRound } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Carried } from './key-expiry.schema.ts';
import type { KeyWords } from './key-words.ts';

/** The state of a key: what is, then what follows from it. */
export function KeyState(props: { words: KeyWords }): ReactNode {
  const { words } = props;
  return (
    <>
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-small">
        {words.badge !== undefined && (
          <Badge kind={words.badge.kind} icon={KeyRound}>
            {words.badge.label}
          </Badge>
        )}
        <span>{words.at === undefined ? words.state : <TimeText at={words.at}>{words.state}</TimeText>}</span>
      </p>
      {words.consequence !== undefined && <p className="text-small text-ink-3">{words.consequence}</p>}
    </>
  );
}

/** That others rely on a device whose key will expire. */
export function CarriedNotice(props: { carried: Carried }): ReactNode {
  return (
    <div className="mt-2">
      <Notice kind="warn" title={`This is ${carrierName(props.carried)}, and its key will expire.`}>
        {carriedWords(props.carried)} Turn expiry off to prevent that.
      </Notice>
    </div>
  );
}

/** "a router", "an exit node", "a router and exit node". */
export function carrierName({ subnets, isExitNode }: Carried): string {
  if (subnets.length === 0) return 'an exit node';
  return isExitNode ? 'a router and exit node' : 'a router';
}

/** "10.0.0.0/16 and the exit node stop working when the key does." */
export function carriedWords({ subnets, isExitNode }: Carried): string {
  const names = [...subnets, ...(isExitNode ? ['the exit node'] : [])];
  const list = listed(names);
  const verb = names.length === 1 ? 'stops' : 'stop';
  return `${list.charAt(0).toUpperCase()}${list.slice(1)} ${verb} working when the key does.`;
}
