import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

/** A link to the device that stands in the way, in the ink of the sentence around it. */
export function DeviceLink(props: { holder: { readonly key: string; readonly name: string } }): ReactNode {
  const { key, name } = props.holder;
  return (
    <Link to="/devices/$nodeId" params={{ nodeId: key }} className="font-medium underline underline-offset-3">
      {name}
    </Link>
  );
}
