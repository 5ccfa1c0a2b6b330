import { CornerDownRight, List, type LucideIcon, PanelsTopLeft, Tag, User } from 'lucide-react';
import { type ReactNode, useEffect } from 'react';
import type { ListedDevice } from '#contract/device-list.ts';
import { factsOf } from '#browser/device/device-facts.ts';
import { statusOf, statusWords } from '#browser/device/device-status.ts';
import { KeyHint } from '#browser/keys/key-hint.tsx';
import { basePath } from '#browser/place.ts';
import { StatusGlyph } from '#browser/ui/status-glyph.tsx';
import { useNow } from '#browser/ui/use-now.ts';
import { Mono, Owner, TagText } from '#browser/ui/text.tsx';
import type { Place } from './find-places.ts';
import { wordsOf } from './match-score.ts';
import { hrefOf } from './place-words.ts';

/** One place as an option. A link where it leads somewhere, so that it opens in a new tab as every link does. */
export function PlaceRow(props: {
  id: string;
  place: Place;
  /** What was typed, to be marked in the title. */
  words: string;
  isActive: boolean;
  onHover: () => void;
  onChoose: (isElsewhere: boolean) => void;
}): ReactNode {
  const { id, place, isActive } = props;
  // The list scrolls so far that the active place is in view; that belongs to the document.
  useEffect(() => {
    if (isActive) document.getElementById(id)?.scrollIntoView({ block: 'nearest' });
  }, [isActive, id]);
  const href = hrefOf(place);
  const option = {
    id,
    onMouseMove: isActive ? undefined : props.onHover,
    className: `flex h-8 items-center gap-2.5 px-4 text-small touch:h-touch ${isActive ? 'bg-active' : ''}`,
  };
  const content = <Content place={place} words={props.words} />;
  return href === undefined ? (
    // Its keys are those of the field, which keeps focus.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
    <div role="option" aria-selected={isActive} tabIndex={-1} {...option} onClick={() => props.onChoose(false)}>
      {content}
    </div>
  ) : (
    <a
      role="option"
      aria-selected={isActive}
      tabIndex={-1}
      {...option}
      href={basePath() + href}
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        props.onChoose(false);
      }}
    >
      {content}
    </a>
  );
}

function Content({ place, words }: { place: Place; words: string }): ReactNode {
  switch (place.kind) {
    case 'device':
      return <Device device={place.device} words={words} />;
    case 'group': {
      const { kind, name, count } = place.group;
      return (
        <>
          <Icon icon={kind === 'Tag' ? Tag : User} />
          {kind === 'Tag' ? <TagText tags={[name]} /> : <Owner login={name} />}
          <Kind>{count === 1 ? '1 device' : `${count.toLocaleString('en')} devices`}</Kind>
        </>
      );
    }
    case 'command': {
      const { kind, title, of, keys } = place.command;
      return (
        <>
          <Icon icon={kind === 'Page' ? PanelsTopLeft : kind === 'View' ? List : CornerDownRight} />
          <span className="truncate font-medium">
            <Marked text={title} words={words} />
          </span>
          {of !== undefined && <span className="truncate text-ink-3">{of}</span>}
          <Kind>{kind}</Kind>
          {keys !== undefined && <KeyHint id={keys} />}
        </>
      );
    }
  }
}

function Device({ device, words }: { device: ListedDevice; words: string }): ReactNode {
  const now = useNow(60_000);
  const facts = factsOf(device);
  const status = statusOf(facts, now);
  const { ipv4 = '', ipv6 = '' } = facts;
  const isBySix = wordsOf(words).some(({ text }) => !ipv4.includes(text) && ipv6.includes(text) && /[:\d]/.test(text));
  return (
    <>
      <StatusGlyph shape={status} label={statusWords[status]} />
      <span className="min-w-24 shrink-0 truncate font-medium">
        <Marked text={facts.name} words={words} />
      </span>
      <span className="min-w-0 flex-1 text-ink-3 max-md:hidden">
        {facts.tags.length > 0 ? <TagText tags={facts.tags} most={2} /> : <Owner login={facts.owner} />}
      </span>
      <Mono className="ml-auto text-ink-2">{isBySix ? ipv6 : ipv4}</Mono>
    </>
  );
}

function Icon({ icon: Shape }: { icon: LucideIcon }): ReactNode {
  return <Shape className="size-3.5 shrink-0 text-ink-3" strokeWidth={1.75} aria-hidden />;
}

function Kind(props: { children: string }): ReactNode {
  return <span className="figures ml-auto shrink-0 pl-2 text-ink-3">{props.children}</span>;
}

/** A title with what was typed in it marked. */
function Marked({ text, words }: { text: string; words: string }): ReactNode {
  const lower = text.toLowerCase();
  const word = wordsOf(words).find(({ text: typed }) => lower.includes(typed))?.text;
  if (word === undefined) return text;
  const at = lower.indexOf(word);
  return (
    <>
      {text.slice(0, at)}
      <mark className="bg-accent-tint text-accent-ink">{text.slice(at, at + word.length)}</mark>
      {text.slice(at + word.length)}
    </>
  );
}
