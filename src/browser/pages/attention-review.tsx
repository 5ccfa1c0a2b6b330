import type { GroupWords } from '#browser/attention/attention-groups.ts';
import { useBulkReview } from '#browser/bulk/bulk-reviews.tsx';
import type { BulkWish } from '#browser/bulk/wish.ts';
import type { GroupId } from '#browser/fleet/judgement.ts';
import { Button } from '#browser/ui/button.tsx';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

/** What is done with a whole group, once each of its devices was looked at; the others are looked at in the list. */
const wishes: Partial<Readonly<Record<GroupId, BulkWish>>> = {
  approval: { kind: 'approval', authorized: true },
  routes: { kind: 'routes', isApproval: true, prefixes: 'all' },
  expiring: { kind: 'key-expiry', keyExpiryDisabled: true },
  expired: { kind: 'key-expiry', keyExpiryDisabled: true },
  stale: { kind: 'delete' },
};

/** Opens the review of all devices of a group, or the list of them. */
export function ReviewAll({ group }: { group: GroupWords }): ReactNode {
  const { id, items, filter, title } = group;
  const openReview = useBulkReview();
  const wish = wishes[id];
  const words = `${wish === undefined ? 'Show' : 'Review'} all ${items.length}`;
  const label = `${words}: ${title}`;
  if (wish !== undefined)
    return (
      <Button
        kind="ghost"
        size="sm"
        label={label}
        onClick={() => openReview({ wish, devices: items.map(({ device }) => device.key) })}
      >
        {words}
      </Button>
    );
  if (filter === undefined) return null;
  return (
    <Link
      to="/devices"
      search={{ filter }}
      aria-label={label}
      className="inline-flex h-control-sm items-center rounded-control px-2.5 text-small font-medium whitespace-nowrap text-ink-2 hover:bg-hover hover:text-ink touch:h-touch"
    >
      {words}
    </Link>
  );
}
