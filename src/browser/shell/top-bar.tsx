import { useActivity } from '#browser/activity/use-activity.ts';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useApi } from '#browser/api/api-context.ts';
import type { ListAnswer } from '#browser/api/queries.ts';
import { useMedia } from '#browser/ui/use-media.ts';
import { useJudgement } from './fleet-judgement.tsx';
import { ConnectionBadge } from './connection-badge.tsx';
import { GoToButton, narrowBar } from './go-to-button.tsx';
import { Mark } from './mark.tsx';
import { SettingsButton } from './settings-button.tsx';
import { ThemeButton } from './theme-button.tsx';
import type { Trouble } from './trouble.ts';

const countDevices = (answer: ListAnswer) => answer.devices.length;

/** The bar on top: where one is, what one is connected to, and how it looks. A bar crops off a screenshot with one cut. */
export function TopBar(props: { trouble: Trouble | undefined }): ReactNode {
  const { queries, session } = useApi();
  const { data: count } = useQuery({ ...queries.list(), select: countDevices });
  const changes = useActivity().length;
  const judgement = useJudgement();
  const isNarrow = useMedia(narrowBar);
  return (
    <header className="flex h-bar shrink-0 items-center gap-6 border-b border-line-strong bg-sunken px-gutter max-md:hidden">
      <Link to="/devices" search={{}} className="flex items-center gap-2 text-body font-semibold tracking-[-0.01em]">
        <Mark />
        <span className={isNarrow ? 'sr-only' : ''}>Tailboard</span>
      </Link>
      <nav aria-label="Main" className="ml-2 flex h-full items-center gap-5">
        <Destination to="/devices" label="Devices" count={count} />
        <Destination to="/attention" label="Attention" count={judgement?.count} isHot />
        <Destination to="/routes" label="Routes" count={judgement?.table.groups.length} />
        <Destination to="/activity" label="Activity" count={changes === 0 ? undefined : changes} />
      </nav>
      <div className="ml-auto flex min-w-0 items-center gap-2">
        <GoToButton />
        <ConnectionBadge trouble={props.trouble} tailnet={session.tailnet} />
        {session.person !== undefined && (
          // Before anything else loses room, the name does: the whole of it is in its title and in the settings.
          <span
            title={session.person.id}
            style={{ maxWidth: 160, flexShrink: 99 }}
            className="truncate text-small text-ink-2"
          >
            {session.person.name}
          </span>
        )}
        <ThemeButton />
        <SettingsButton />
      </div>
    </header>
  );
}

function Destination(props: {
  to: '/devices' | '/attention' | '/routes' | '/activity';
  label: string;
  count: number | undefined;
  /** True where the count is of what waits for a person. */
  isHot?: boolean;
}): ReactNode {
  return (
    <Link
      to={props.to}
      search={{}}
      activeOptions={{ exact: false, includeSearch: false }}
      activeProps={{ className: 'border-ink text-ink' }}
      inactiveProps={{ className: 'border-transparent text-ink-2' }}
      className="flex h-full items-center gap-1.5 border-b-2 px-0.5 text-small font-medium"
    >
      {props.label}
      {props.count !== undefined && (
        <span
          className={`figures text-caption font-normal ${props.isHot && props.count > 0 ? 'text-warn-ink' : 'text-ink-3'}`}
        >
          {props.count}
        </span>
      )}
    </Link>
  );
}
