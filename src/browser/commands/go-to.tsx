import { useLocation, useRouter } from '@tanstack/react-router';
import { Search } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useEffect, useEffectEvent, useId, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { basePath } from '#browser/place.ts';
import { Key } from '#browser/ui/text.tsx';
import type { Place } from './find-places.ts';
import { hrefOf, recentPlace } from './place-words.ts';
import { PlaceRow } from './place-row.tsx';
import { type RecentPlaces, createRecentPlaces } from './recent-places.ts';
import { usePlaces } from './use-places.ts';

/**
 * Remembers where the person goes, and while open lets them go to a device, a page or a command by a few letters, the
 * first of which may have been `typed` before this was loaded.
 */
export function GoTo(props: {
  isOpen: boolean;
  typed: string;
  storage: Storage | undefined;
  onClose: () => void;
}): ReactNode {
  const [recent] = useState(() => createRecentPlaces(props.storage));
  const href = useLocation({ select: (location) => location.pathname + location.searchStr });
  // What is remembered is outside of React.
  useEffect(() => recent.visit(href), [recent, href]);
  return props.isOpen && <GoToLayer recent={recent} here={href} typed={props.typed} onClose={props.onClose} />;
}

function GoToLayer(props: { recent: RecentPlaces; here: string; typed: string; onClose: () => void }): ReactNode {
  const { onClose } = props;
  const router = useRouter();
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const [query, setQuery] = useState(props.typed);
  const [active, setActive] = useState(0);
  const { found, search, devices, commands } = usePlaces(props.typed);

  const isAsked = query.trim() !== '';
  const atFirst = (): readonly Place[] => {
    const recent = props.recent
      .all()
      .filter((path) => path !== props.here)
      .flatMap((path) => recentPlace(path, devices, commands) ?? []);
    const others = commands.filter(({ id: own }) => !recent.some((place) => keyOf(place) === own));
    return [...recent, ...others.map((command): Place => ({ kind: 'command', command }))];
  };
  const places = isAsked ? (found?.places ?? []) : atFirst();
  const at = Math.min(active, places.length - 1);

  const leave = useEffectEvent(onClose);
  // A modal dialog and the focus belong to the document.
  useEffect(() => {
    const element = dialog.current;
    const opener = document.activeElement;
    element?.showModal();
    const field = element?.querySelector('input');
    field?.setSelectionRange(field.value.length, field.value.length);
    // Beside the box is the page, and a click on it goes back there.
    const onClick = (event: MouseEvent) => event.target === element && leave();
    element?.addEventListener('click', onClick);
    return () => {
      element?.removeEventListener('click', onClick);
      const isFocusMine =
        element?.contains(document.activeElement) === true || document.activeElement === document.body;
      element?.close();
      if (isFocusMine && opener instanceof HTMLElement && opener.isConnected) opener.focus({ preventScroll: true });
    };
  }, []);

  const choose = (place: Place, isElsewhere: boolean) => {
    const href = hrefOf(place);
    if (href !== undefined && isElsewhere) {
      window.open(basePath() + href, '_blank', 'noopener');
      return;
    }
    // The page is itself again before anything happens in it: no layer over it, focus where it was.
    flushSync(onClose);
    if (href !== undefined) void router.navigate({ href: basePath() + href });
    else if (place.kind === 'command' && 'run' in place.command) place.command.run();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
    const place = places[at];
    if (step !== undefined && places.length > 0) {
      const next = at + step;
      const isOut = next < 0 || next >= places.length;
      setActive(
        Math.abs(step) === 1
          ? (next + places.length) % places.length
          : isOut
            ? step < 0
              ? 0
              : places.length - 1
            : next,
      );
    } else if (event.key === 'Enter') {
      if (place !== undefined) choose(place, event.ctrlKey || event.metaKey);
    } else if (event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey)) onClose();
    else return;
    event.preventDefault();
  };
  return (
    <dialog
      ref={dialog}
      aria-label="Go to device or command"
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClose={({ currentTarget }) => {
        if (!currentTarget.open && currentTarget.isConnected) onClose();
      }}
      className="mx-auto mt-[10dvh] mb-auto w-[560px] max-w-[calc(100vw-32px)] overflow-hidden rounded-layer bg-raised text-ink shadow-dialog backdrop:bg-scrim"
    >
      <div className="flex items-center gap-2.5 border-b border-line px-4">
        <Search className="size-4 shrink-0 text-ink-3" strokeWidth={1.75} aria-hidden />
        <input
          role="combobox"
          aria-label="Go to device or command"
          data-holds="words"
          aria-expanded={places.length > 0}
          aria-controls={`${id}-places`}
          aria-activedescendant={places.length > 0 ? `${id}-${at}` : undefined}
          aria-autocomplete="list"
          type="text"
          // The layer was opened to type here.
          // oxlint-disable-next-line jsx-a11y/no-autofocus
          autoFocus
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          placeholder="Name, address, owner, tag or command"
          value={query}
          onChange={(event) => {
            setQuery(event.target.value);
            setActive(0);
            search(event.target.value);
          }}
          onKeyDown={onKeyDown}
          className="h-touch min-w-0 flex-1 bg-transparent text-body outline-hidden"
        />
        <Key>Esc</Key>
      </div>
      <div
        id={`${id}-places`}
        role="listbox"
        aria-label="Places"
        className="max-h-[60dvh] overflow-y-auto py-1 empty:hidden"
      >
        {places.map((place, position) => (
          <PlaceRow
            key={keyOf(place)}
            id={`${id}-${position}`}
            place={place}
            words={isAsked ? query : ''}
            isActive={position === at}
            onHover={() => setActive(position)}
            onChoose={(isElsewhere) => choose(place, isElsewhere)}
          />
        ))}
      </div>
      <p role="status" className={places.length > 0 ? 'sr-only' : 'px-4 py-3 text-small text-ink-3'}>
        {statusWords(isAsked, found?.deviceCount, places.length)}
      </p>
    </dialog>
  );
}

function statusWords(isAsked: boolean, deviceCount: number | undefined, shown: number): string {
  if (!isAsked || deviceCount === undefined) return '';
  if (shown === 0) return 'Nothing is called that.';
  return deviceCount === 1 ? '1 device.' : `${deviceCount} devices.`;
}

function keyOf(place: Place): string {
  switch (place.kind) {
    case 'device':
      return `device:${place.device.key}`;
    case 'group':
      return `${place.group.kind}:${place.group.name}`;
    case 'command':
      return place.command.id;
  }
}
