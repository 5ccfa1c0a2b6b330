import { Button } from '#browser/ui/button.tsx';
import type { ReactNode, Ref } from 'react';
import { ReadOnlyMark } from './read-only-mark.tsx';
import type { Failure } from './section-failure.ts';
import type { SectionSource } from './section-source.ts';
import { TryAgain } from './section-state.tsx';

/** What stands in the head of a section with an editor: reading again after a failure, the way in, or why there is none. */
export function EditAction(props: {
  ref: Ref<HTMLButtonElement>;
  title: string;
  source: Pick<SectionSource<unknown>, 'isFetching' | 'retry'>;
  failure: Failure | undefined;
  isReadOnly: boolean;
  /** False while the editor is open, and where nothing can be edited. */
  isOffered: boolean;
  label?: string;
  disabledReason: string | undefined;
  onEdit: () => void;
  /** The word on the button. */
  children: string;
}): ReactNode {
  const { failure } = props;
  return (
    <>
      {failure?.isBroken && <TryAgain title={props.title} source={props.source} />}
      {props.isOffered && (
        <Button
          ref={props.ref}
          kind="ghost"
          size="sm"
          className={failure === undefined ? '-mr-2.5' : 'ml-2.5 -mr-2.5'}
          {...(props.label === undefined ? {} : { label: props.label })}
          disabledReason={props.disabledReason}
          onClick={props.onEdit}
        >
          {props.children}
        </Button>
      )}
      {props.isReadOnly && <ReadOnlyMark />}
    </>
  );
}
