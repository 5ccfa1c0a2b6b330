import { Segments } from '#browser/device/posture/segments.tsx';
import { Checkbox } from '#browser/ui/checkbox.tsx';
import { Mono } from '#browser/ui/text.tsx';
import type { ListedDevice } from '#contract/device-list.ts';
import { routeKey } from '#contract/prefix.ts';
import { isExitRoute } from '#contract/subnet-routes.ts';
import { type ReactNode, useMemo } from 'react';
import { candidates } from './actions/routes.ts';
import type { BulkWish } from './wish.ts';

type RoutesWish = Extract<BulkWish, { kind: 'routes' }>;

/** Both routes of an exit node go by the first of them. */
const exitNode = '0.0.0.0/0';
/** Prefixes that are offered one by one; of more, all are meant or those ticked before. */
const most = 200;

/** Whether routes are approved or withdrawn, and which of those that can be. */
export function RoutesForm(props: {
  wish: RoutesWish;
  meant: readonly ListedDevice[];
  onWish: (wish: RoutesWish) => void;
}): ReactNode {
  const { wish, meant, onWish } = props;
  const { isApproval, prefixes } = wish;
  const offered = useMemo(() => countPrefixes(meant, isApproval), [meant, isApproval]);
  const isTicked = (prefix: string) => prefixes === 'all' || prefixes.includes(prefix);
  return (
    <>
      <Segments
        label="Routes"
        options={[
          { value: 'approve', label: 'Approve' },
          { value: 'withdraw', label: 'Withdraw' },
        ]}
        value={isApproval ? 'approve' : 'withdraw'}
        onChange={(value) => onWish({ kind: 'routes', isApproval: value === 'approve', prefixes: 'all' })}
      />
      {offered.length > 0 && (
        <fieldset>
          <legend className="text-caption font-medium text-ink-2">{isApproval ? 'Waiting' : 'Approved'}</legend>
          <div style={{ maxHeight: 132 }} className="mt-1 flex flex-col gap-1 overflow-y-auto text-small">
            {offered.slice(0, most).map(([prefix, count]) => (
              <Checkbox
                key={prefix}
                label={prefix === exitNode ? 'Exit node' : <Mono>{prefix}</Mono>}
                note={count === 1 ? 'on 1 device' : `on ${count} devices`}
                isChecked={isTicked(prefix)}
                onChange={(isWanted) => {
                  const others = offered.flatMap(([other]) => (other !== prefix && isTicked(other) ? [other] : []));
                  onWish({ ...wish, prefixes: isWanted ? [...others, prefix] : others });
                }}
              />
            ))}
            {offered.length > most && <p className="text-ink-3">And {offered.length - most} more, as they are.</p>}
          </div>
        </fieldset>
      )}
    </>
  );
}

/** The prefixes that can be moved, each with how many devices have it; the exit node last. */
function countPrefixes(
  devices: readonly ListedDevice[],
  isApproval: boolean,
): readonly (readonly [prefix: string, devices: number])[] {
  const counts = new Map<string, number>();
  for (const device of devices) {
    if (device.isExternal === true) continue;
    const keys = candidates(device, isApproval).map((route) =>
      isExitRoute(routeKey(route)) ? exitNode : routeKey(route),
    );
    for (const key of new Set(keys)) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts].toSorted(
    ([one, many], [other, more]) => Number(one === exitNode) - Number(other === exitNode) || more - many,
  );
}
