import { useRouter } from '@tanstack/react-router';
import { type ReactNode, useEffect, useEffectEvent, useRef } from 'react';
import { announce } from '#browser/ui/announcer.tsx';
import { Mark } from './mark.tsx';
import { PageTitle } from './page-title.tsx';
import { MoreButton } from './settings-button.tsx';

/**
 * The head of a page: its name and count in the first column, what filters it at the start of the second, and how fresh
 * it is at the right edge. Coming here from another page puts focus on the name and says it.
 */
export function PageHead(props: {
  title: string;
  /** What it shows in numbers: "14 devices". */
  count?: ReactNode;
  filter?: ReactNode;
  freshness?: ReactNode;
}): ReactNode {
  const { title } = props;
  const heading = useRef<HTMLHeadingElement>(null);
  const router = useRouter();
  const arrive = useEffectEvent(() => {
    if (router.state.resolvedLocation === undefined) return;
    announce(`${title}.`);
    heading.current?.focus({ preventScroll: true });
  });
  // Focus and the live region belong to the document.
  useEffect(() => arrive(), []);
  return (
    <div className="flex h-14 shrink-0 items-center gap-4 px-gutter max-md:h-[52px] max-md:gap-1 max-md:pr-2 max-md:pl-4">
      <PageTitle words={title} />
      <span className="mr-1 md:hidden">
        <Mark />
      </span>
      <div className="flex w-[244px] shrink-0 items-baseline gap-2.5 whitespace-nowrap max-md:w-auto">
        <h1 ref={heading} tabIndex={-1} className="text-page outline-none">
          {title}
        </h1>
        <p className="figures text-small text-ink-3">{props.count}</p>
      </div>
      {props.filter}
      <span className="ml-auto flex items-center max-md:hidden">{props.freshness}</span>
      <span className="ml-auto flex md:hidden print:hidden">
        <MoreButton />
      </span>
    </div>
  );
}
