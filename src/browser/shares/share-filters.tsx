import { type ReactNode, useMemo } from 'react';
import { type Share, isShareShown } from './share-list.ts';
import { type ShareShow, shareShows } from './shares-search.ts';

const words: Readonly<Record<ShareShow, string>> = {
  pending: 'Pending',
  accepted: 'Accepted',
  expired: 'Expired',
  risky: 'Reusable with exit node',
};

/** What the shares can be narrowed to, each with its count of what was read so far. */
export function ShareFilters(props: {
  shares: readonly Share[];
  show: ShareShow | undefined;
  onShow: (show: ShareShow | undefined) => void;
}): ReactNode {
  const { shares } = props;
  const counts = useMemo(
    () =>
      new Map([undefined, ...shareShows].map((show) => [show, shares.filter((one) => isShareShown(one, show)).length])),
    [shares],
  );
  return (
    <fieldset className="flex min-w-0 items-center gap-0.5 overflow-x-auto py-px max-md:w-full max-md:gap-2 max-md:px-4">
      <legend className="sr-only">Quick filters</legend>
      {[undefined, ...shareShows].map((show) => (
        <label
          key={show ?? 'all'}
          className="relative inline-flex h-control-sm shrink-0 cursor-pointer items-center gap-1.5 rounded-control px-2 text-small whitespace-nowrap text-ink-2 hover:bg-hover has-checked:bg-active has-checked:font-medium has-checked:text-ink has-focus-visible:outline-2 has-focus-visible:outline-focus max-md:ring-1 max-md:ring-line-strong max-md:ring-inset touch:h-9 touch:px-3"
        >
          <input
            type="radio"
            name="share-filter"
            className="absolute inset-0 size-full cursor-pointer appearance-none outline-none"
            checked={props.show === show}
            onChange={() => props.onShow(show)}
          />
          {show === undefined ? 'All' : words[show]}
          <span className="figures text-caption font-normal text-ink-3">{counts.get(show)}</span>
        </label>
      ))}
    </fieldset>
  );
}
