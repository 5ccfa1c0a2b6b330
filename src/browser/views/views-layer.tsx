import type { View } from '#contract/views.ts';
import { type ReactNode, useId, useState } from 'react';
import { announce } from '#browser/ui/announcer.tsx';
import { Button } from '#browser/ui/button.tsx';
import { Field } from '#browser/ui/field.tsx';
import { Popover } from '#browser/ui/popover.tsx';
import { useKeptFocus } from '#browser/ui/use-kept-focus.ts';
import { mergeViews, moveView, renameView, saveView } from './view-list.ts';
import { ViewRow } from './view-row.tsx';
import { keepViews, useSavedViews } from './view-store.ts';
import { ViewsFile } from './views-file.tsx';

/**
 * The list as it is, to be saved under a name, and the views that were saved before: those of this browser, and those
 * that everybody of this console is offered. Loaded when first asked for.
 */
export function ViewsLayer(props: {
  anchor: HTMLElement;
  /** The address of the list as it is. */
  url: string;
  shared: readonly View[];
  onOpen: (url: string) => void;
  onClose: () => void;
}): ReactNode {
  const { url, shared } = props;
  const views = useSavedViews();
  const keepFocus = useKeptFocus(views.map(({ name: one }) => one).join('\n'));
  const [name, setName] = useState('');
  const [error, setError] = useState<string | undefined>();
  const [deleted, setDeleted] = useState<{ view: View; before: readonly View[] } | undefined>();
  const current = [...views, ...shared].find((view) => view.url === url);
  const isTaken = views.some((view) => view.name === name.trim());

  const keep = (next: readonly View[], words: string): boolean => {
    const isKept = keepViews(next);
    setError(isKept ? undefined : 'This browser does not let the page keep anything.');
    if (isKept) announce(words);
    return isKept;
  };
  const save = () => {
    const wanted = name.trim();
    if (wanted === '' || wanted.length > 80) setError('Use a name of 1 to 80 characters.');
    else if (keep(saveView(views, { name: wanted, url }), `Saved as ${wanted}.`)) setName('');
  };
  const open = (view: View) => {
    props.onOpen(view.url);
    props.onClose();
  };

  return (
    <Popover anchor={props.anchor} title="Views" onClose={props.onClose}>
      <p className="mt-1 mb-2 text-small text-ink-3">
        A view is the address of this list: filter, order, columns and groups. It is kept in this browser.
      </p>
      <Field
        label="Name"
        value={name}
        onChange={(text) => {
          setName(text);
          setError(undefined);
        }}
        error={error}
        hint={
          current !== undefined
            ? `This list is saved as ${current.name}.`
            : isTaken
              ? 'Replaces the view of this name.'
              : undefined
        }
        onEnter={save}
        action={
          <Button kind="primary" onClick={save}>
            {isTaken ? 'Replace view' : 'Save view'}
          </Button>
        }
      />
      {deleted !== undefined && (
        <p className="mt-3 flex items-center gap-2 text-small text-ink-2">
          <span className="min-w-0 truncate">{deleted.view.name} is deleted.</span>
          <Button
            size="sm"
            kind="ghost"
            className="ml-auto"
            onClick={() => {
              keep(deleted.before, `${deleted.view.name} is back.`);
              setDeleted(undefined);
            }}
          >
            Undo
          </Button>
        </p>
      )}
      <ViewList title="Yours">
        {views.map((view, place) => (
          <ViewRow
            key={view.name}
            view={view}
            isCurrent={view.url === url}
            isFirst={place === 0}
            isLast={place === views.length - 1}
            isTaken={(other) => views.some((one) => one.name === other && one !== view)}
            onOpen={() => open(view)}
            onRename={(next) => keep(renameView(views, view.name, next), `Renamed to ${next}.`)}
            onMove={(by, button) => {
              keepFocus(button);
              keep(moveView(views, view.name, by), `${view.name} moved ${by === 1 ? 'down' : 'up'}.`);
            }}
            onDelete={() => {
              keep(
                views.filter((one) => one !== view),
                `${view.name} deleted.`,
              );
              setDeleted({ view, before: views });
            }}
          />
        ))}
      </ViewList>
      <ViewList title="Shared, read-only">
        {shared.map((view) => (
          <ViewRow key={view.name} view={view} isCurrent={view.url === url} onOpen={() => open(view)} />
        ))}
      </ViewList>
      <ViewsFile views={views} onImport={(added) => keep(mergeViews(views, added), importWords(added.length))} />
    </Popover>
  );
}

function importWords(count: number): string {
  return count === 1 ? '1 view imported.' : `${count} views imported.`;
}

function ViewList(props: { title: string; children: readonly ReactNode[] }): ReactNode {
  const id = useId();
  if (props.children.length === 0) return null;
  return (
    <>
      <h3 id={id} className="mt-4 text-caption font-medium text-ink-3">
        {props.title}
      </h3>
      <ul aria-labelledby={id} className="-mx-3 mt-1">
        {props.children}
      </ul>
    </>
  );
}
