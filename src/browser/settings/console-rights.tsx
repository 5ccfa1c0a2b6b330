import type { Session } from '#contract/session.ts';
import { type Part, type Right, parts } from '#contract/rights.ts';
import type { ReactNode } from 'react';

const names: Readonly<Record<Part, string>> = {
  devices: 'Devices, tags, keys, names',
  routes: 'Subnet routes',
  posture: 'Posture attributes',
  invites: 'Share invites',
  policy: 'Policy file',
  settings: 'Settings',
  users: 'Users',
};
const words: Readonly<Record<Right, string>> = { change: 'read and change', read: 'read', none: 'no access' };

/** What the credential of this console may do, as far as the proxy has found out; nothing where it has not. */
export function ConsoleRights({ session: { rights = {} } }: { session: Session }): ReactNode {
  const known = parts.flatMap((part) => (rights[part] === undefined ? [] : [[part, rights[part]] as const]));
  if (known.length === 0) return null;
  return (
    <details className="border-t border-line py-2.5 text-small">
      <summary className="cursor-pointer font-medium">What this console may do</summary>
      <dl className="mt-1">
        {known.map(([part, right]) => (
          <div key={part} className="flex gap-3 py-0.5">
            <dt className="min-w-0 flex-1 text-ink-2">{names[part]}</dt>
            <dd className={right === 'none' ? 'text-warn-ink' : ''}>{words[right]}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
