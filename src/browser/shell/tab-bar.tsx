import { useActivity } from '#browser/activity/use-activity.ts';
import { Link } from '@tanstack/react-router';
import { History, Inbox, type LucideIcon, Network, Server } from 'lucide-react';
import type { ReactNode } from 'react';
import { useJudgement } from './fleet-judgement.tsx';

/** The destinations at the lower edge of a phone, where the bar on top is left out. */
export function TabBar(): ReactNode {
  const changes = useActivity().length;
  const judgement = useJudgement();
  return (
    <nav
      aria-label="Main"
      className="flex shrink-0 border-t border-line-strong bg-sunken px-2 pb-[env(safe-area-inset-bottom)] print:hidden"
    >
      <Tab to="/devices" icon={Server} label="Devices" />
      <Tab to="/attention" icon={Inbox} label="Attention" count={judgement?.count} isHot />
      <Tab to="/routes" icon={Network} label="Routes" />
      <Tab to="/activity" icon={History} label="Activity" count={changes} />
    </nav>
  );
}

function Tab(props: {
  to: '/devices' | '/attention' | '/routes' | '/activity';
  icon: LucideIcon;
  label: string;
  count?: number | undefined;
  /** True where the count is of what waits for a person. */
  isHot?: boolean;
}): ReactNode {
  const { icon: Icon, count = 0 } = props;
  return (
    <Link
      to={props.to}
      search={{}}
      activeOptions={{ exact: false, includeSearch: false }}
      activeProps={{ className: 'font-medium text-ink' }}
      inactiveProps={{ className: 'text-ink-3' }}
      className="relative flex h-14 flex-1 flex-col items-center justify-center gap-0.5 text-caption -outline-offset-2"
    >
      <Icon className="size-5" strokeWidth={1.75} aria-hidden />
      {props.label}
      {count > 0 && (
        <span
          className={`figures absolute top-1 left-[calc(50%+10px)] text-caption font-normal ${props.isHot ? 'rounded-chip bg-warn-tint px-1 text-warn-ink' : 'text-ink-3'}`}
        >
          {count}
        </span>
      )}
    </Link>
  );
}
