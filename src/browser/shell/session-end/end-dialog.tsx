import { ExternalLink } from 'lucide-react';
import { Link } from '@tanstack/react-router';
import { type ReactNode, type Ref, useId, useRef, useState } from 'react';
import { useApi } from '#browser/api/api-context.ts';
import type { SessionEnd } from '#browser/api/sign-in.ts';
import { Button } from '#browser/ui/button.tsx';
import { Dialog, DialogButtons } from '#browser/ui/dialog.tsx';
import { FieldMessage } from '#browser/ui/field-message.tsx';
import { Field } from '#browser/ui/field.tsx';
import { type Looked, lookAgain, otherConsole, tokenIn } from './look.ts';

/** Says that the session ended, what is kept, and how it goes on; closes by itself once it does. */
export function EndDialog(props: {
  way: SessionEnd['way'];
  /** What is typed and not saved, as sentences. */
  kept: readonly string[];
  /** True when something was to be sent and was not. */
  hasRefused: boolean;
  onClose: () => void;
}): ReactNode {
  const { kept, hasRefused } = props;
  const about = useId();
  const first = useRef<HTMLAnchorElement>(null);
  const isLink = props.way === 'link';
  return (
    <Dialog
      title="The session ended"
      describedBy={about}
      onClose={props.onClose}
      {...(isLink ? {} : { initialFocus: first })}
    >
      <div id={about} className="text-small">
        <p className="mt-2">
          {isLink
            ? 'Tailboard was started anew, and the link of the start before changes nothing any more.'
            : 'The portal in front of Tailboard wants you to sign in again.'}
        </p>
        {(kept.length > 0 || hasRefused) && (
          <ul className="mt-2 text-ink-2">
            {kept.map((sentence) => (
              <li key={sentence} className="py-0.5">
                {sentence} It stays as it is.
              </li>
            ))}
            {hasRefused && (
              <li className="py-0.5">What was not carried out is offered to you again, and never sent by itself.</li>
            )}
          </ul>
        )}
      </div>
      {isLink ? <WithLink onClose={props.onClose} /> : <WithPortal first={first} onClose={props.onClose} />}
    </Dialog>
  );
}

/** Takes the link of the last start; opening it in this very tab does the same. */
function WithLink(props: { onClose: () => void }): ReactNode {
  const { signIn } = useApi();
  const [text, setText] = useState('');
  const [wrong, setWrong] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const proceed = async () => {
    if (isBusy) return;
    const other = otherConsole(text, window.location.origin);
    const token = tokenIn(text);
    if (other !== undefined)
      setWrong(`That link is of another console, ${other}. This one is ${window.location.origin}.`);
    else if (token === undefined) setWrong('That is no start-up link. It ends in #token= and 43 characters.');
    else {
      setBusy(true);
      setWrong(wordsFor(await lookAgain(signIn, token)));
      setBusy(false);
    }
    field.current?.focus();
  };
  return (
    <>
      <div className="mt-3">
        <Field
          ref={field}
          label="The link that Tailboard printed at its last start"
          value={text}
          onChange={(next) => {
            setText(next);
            setWrong(undefined);
          }}
          error={wrong}
          hint="Paste it here, or open it in this tab. Opened in another tab, it signs in only that one."
          onEnter={() => void proceed()}
          isMono
        />
      </div>
      <DialogButtons>
        <Button size="wide" kind="ghost" onClick={props.onClose}>
          Not now
        </Button>
        <Button size="wide" kind="primary" isBusy={isBusy} onClick={() => void proceed()}>
          Continue
        </Button>
      </DialogButtons>
    </>
  );
}

/** The way to the sign-in of whoever stands in front, and the way back. */
function WithPortal(props: { first: Ref<HTMLAnchorElement>; onClose: () => void }): ReactNode {
  const { signIn } = useApi();
  const [found, setFound] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const message = useId();
  const proceed = async () => {
    setBusy(true);
    setFound(wordsFor(await lookAgain(signIn)));
    setBusy(false);
  };
  return (
    <>
      <div className="mt-3">
        <PortalLink ref={props.first} />
        <FieldMessage
          id={message}
          error={found}
          hint="It opens in a new tab. Then come back to this one: it goes on by itself, or with Continue."
        />
      </div>
      <DialogButtons>
        <Button size="wide" kind="ghost" onClick={props.onClose}>
          Not now
        </Button>
        <Button size="wide" isBusy={isBusy} describedBy={message} onClick={() => void proceed()}>
          Continue
        </Button>
      </DialogButtons>
    </>
  );
}

/** Opens the console itself in a new tab: whoever stands in front of it asks for the sign-in there. */
export function PortalLink(props: { size?: 'sm'; ref?: Ref<HTMLAnchorElement> }): ReactNode {
  const look = props.size === 'sm' ? 'h-control-sm px-2.5' : 'h-control px-3';
  return (
    <Link
      ref={props.ref}
      to="/devices"
      search={{}}
      target="_blank"
      rel="noopener"
      className={`inline-flex items-center justify-center gap-1.5 rounded-control bg-accent text-small font-medium whitespace-nowrap text-on-accent hover:bg-accent-hover touch:h-touch ${look}`}
    >
      <ExternalLink className="size-3.5" strokeWidth={1.75} aria-hidden />
      Sign in again<span className="sr-only"> (opens a new tab)</span>
    </Link>
  );
}

function wordsFor(looked: Looked): string | undefined {
  switch (looked) {
    case 'in':
      return undefined;
    case 'stale':
      return 'That link is of an earlier start. Take the one that was printed last.';
    case 'out':
      return 'You are not signed in yet.';
    case 'silent':
      return 'Tailboard does not answer. Check that it is still running.';
    case 'offline':
      return 'You are offline.';
    default:
      return looked satisfies never;
  }
}
