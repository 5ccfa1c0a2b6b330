import { UserRound } from 'lucide-react';
import type { Role } from '#contract/role.ts';
import { useIsMutating } from '@tanstack/react-query';
import { type ReactNode, useEffect } from 'react';
import { useApi, useSessionNews } from '#browser/api/api-context.ts';
import { draftKeys } from '#browser/changes/draft.ts';
import { useUnsaved } from '#browser/changes/leave-guard.tsx';
import { personalStorage } from '#browser/settings/storage.ts';
import { Button } from '#browser/ui/button.tsx';
import { handOn, isHandedOn } from './handed-on.ts';

/**
 * What became of the session of this page. Somebody else gets a page of their own at once, unless something is typed or
 * under way: then the page stays as it is, changes nothing, and waits. What is typed and done is kept for whose it is.
 */
export function SessionNews(): ReactNode {
  const { sessions, session, otherSession: other, readOnlyReason } = useApi();
  const news = useSessionNews();
  const unsaved = useUnsaved();
  // Where changes are off, editors are closed, and what was typed in them is only kept.
  const isBusy = unsaved.size > 0 || draftKeys(personalStorage()).length > 0;
  const isWriting = useIsMutating() > 0;
  const isFree = other !== undefined && !isBusy && !isWriting && !isHandedOn();
  // The page itself is outside of React.
  useEffect(() => {
    if (isFree) handOn();
  }, [isFree]);
  if (other !== undefined) {
    const name = other.person?.name;
    const rest = isWriting ? 'Nothing more is sent from it.' : isBusy ? 'What is typed in it is kept for them.' : '';
    return (
      <Line
        title={name === undefined ? 'This console drives another tailnet now.' : `${name} is signed in now.`}
        rest={`This page is ${name === undefined ? 'of the one before' : "somebody else's"}: changes are off. ${rest}`}
        action={name === undefined ? 'Load the page anew' : `Go on as ${name}`}
        onAct={handOn}
      />
    );
  }
  if (news === undefined) return null;
  const { role, name } = session.person ?? {};
  const isNew = news === 'handed-on';
  return (
    <Line
      title={
        isNew
          ? `This page is loaded anew${name === undefined ? '' : ` for ${name}`}.`
          : 'What you may do here has changed.'
      }
      rest={isNew ? 'What somebody else typed and did in this tab is kept for them.' : restOf(readOnlyReason, role)}
      action="Dismiss"
      onAct={sessions.noted}
    />
  );
}

function restOf(readOnlyReason: string | undefined, role: Role | undefined): string {
  return readOnlyReason ?? (role === undefined ? 'The settings list it.' : roleWords[role]);
}

const roleWords = {
  viewer: '',
  operator: 'You are an operator now, who changes what can be taken back.',
  admin: 'You are an administrator now, who can change everything.',
} as const;

function Line(props: { title: string; rest: string; action: string; onAct: () => void }): ReactNode {
  return (
    <div
      role="status"
      className="flex min-h-10 shrink-0 flex-wrap items-center gap-x-2.5 gap-y-1 bg-warn-tint px-gutter py-1 text-small max-md:px-4"
    >
      <span className="flex items-start gap-2.5">
        <UserRound className="mt-0.5 size-4 shrink-0 text-warn-ink" strokeWidth={1.75} aria-hidden />
        <span>
          <span className="font-medium">{props.title}</span> <span className="text-ink-2">{props.rest}</span>
        </span>
      </span>
      <span className="ml-auto flex items-center gap-2">
        <Button size="sm" onClick={props.onAct}>
          {props.action}
        </Button>
      </span>
    </div>
  );
}
