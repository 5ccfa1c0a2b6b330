import { Segments } from '#browser/device/posture/segments.tsx';
import type { ListedDevice } from '#contract/device-list.ts';
import { type ReactNode, useMemo } from 'react';
import { PostureReader } from '#browser/device-list/posture-reader.tsx';
import type { ReadPosture } from '#browser/device-list/use-posture.ts';
import { PostureForm } from './posture-form.tsx';
import { RoutesForm } from './routes-form.tsx';
import { TagsForm } from './tags-form.tsx';
import type { BulkWish } from './wish.ts';

/** So many devices are read without being told to, so that the review knows which have the attribute already. */
const fewEnough = 50;

/** What can still be chosen of a wish before it is applied; nothing where it says all by itself. */
export function WishForm(props: {
  wish: BulkWish;
  keys: ReadonlySet<string>;
  /** The whole tailnet. */
  devices: readonly ListedDevice[];
  /** The posture attributes that were read so far. */
  read: ReadPosture;
  onWish: (wish: BulkWish) => void;
  /** A tag that is typed and not added yet. */
  typed: string;
  onTyped: (text: string) => void;
}): ReactNode {
  const { wish, keys, devices, onWish } = props;
  const meant = useMemo(() => devices.filter(({ key }) => keys.has(key)), [devices, keys]);
  switch (wish.kind) {
    case 'tags':
      return (
        <TagsForm
          wish={wish}
          meant={meant}
          devices={devices}
          onWish={onWish}
          text={props.typed}
          onText={props.onTyped}
        />
      );
    case 'routes':
      return <RoutesForm wish={wish} meant={meant} onWish={onWish} />;
    case 'key-expiry':
    case 'expire-key':
      return (
        <Segments
          label="Key"
          options={[
            { value: 'off', label: 'Expiry off' },
            { value: 'on', label: 'Expiry on' },
            { value: 'now', label: 'Expire now' },
          ]}
          value={wish.kind === 'expire-key' ? 'now' : wish.keyExpiryDisabled ? 'off' : 'on'}
          onChange={(value) =>
            onWish(
              value === 'now' ? { kind: 'expire-key' } : { kind: 'key-expiry', keyExpiryDisabled: value === 'off' },
            )
          }
        />
      );
    case 'approval':
      return (
        <Segments
          label="Approval"
          options={[
            { value: 'approve', label: 'Approve' },
            { value: 'revoke', label: 'Revoke' },
          ]}
          value={wish.authorized ? 'approve' : 'revoke'}
          onChange={(value) => onWish({ kind: 'approval', authorized: value === 'approve' })}
        />
      );
    case 'posture':
      return (
        <>
          <PostureForm onWish={onWish} />
          <PostureReader devices={meant} read={props.read} readsAtOnce={fewEnough} className="" />
        </>
      );
    case 'delete':
    case 'undo':
      return null;
    default:
      return wish satisfies never;
  }
}
