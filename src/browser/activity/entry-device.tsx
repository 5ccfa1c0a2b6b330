import type { Entry } from '#browser/changes/change.ts';
import { aspectSections } from '#browser/changes/hand-off/aspect-sections.ts';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { isGone } from './entry-words.ts';

/** The name of a changed device, leading to the part of it that was changed as long as there is one. */
export function DeviceLink(props: {
  entry: Pick<Entry, 'aspect' | 'deviceId' | 'deviceName' | 'outcome' | 'request'>;
}): ReactNode {
  const { entry } = props;
  if (entry.deviceId === '' || isGone(entry))
    return <span className="font-medium wrap-anywhere">{entry.deviceName}</span>;
  return (
    <Link
      // Of a hand-over its own page tells, even when the device is gone.
      to={entry.aspect === 'handover' ? '/devices/$nodeId/replace' : '/devices/$nodeId'}
      params={{ nodeId: entry.deviceId }}
      hash={entry.aspect === 'handover' ? '' : aspectSections[entry.aspect]}
      className="font-medium wrap-anywhere text-accent-ink underline-offset-3 hover:underline"
    >
      {entry.deviceName}
    </Link>
  );
}
