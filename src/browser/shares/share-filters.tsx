import { Narrowing } from '#browser/ui/narrowing.tsx';
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
  const choices = useMemo(
    () =>
      [undefined, ...shareShows].map((id) => ({
        id,
        label: id === undefined ? 'All' : words[id],
        count: shares.filter((one) => isShareShown(one, id)).length,
      })),
    [shares],
  );
  return <Narrowing name="share-filter" choices={choices} chosen={props.show} onChoose={props.onShow} />;
}
