import { lazyPart } from '#browser/ui/lazy-part.tsx';
import { useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Bookmark, Columns3, Download, type LucideIcon, SlidersHorizontal } from 'lucide-react';
import { type MouseEvent, type ReactNode, Suspense, useState } from 'react';
import { useApi } from '#browser/api/api-context.ts';
import { parseQuery, printQuery } from '#browser/search-params.ts';
import { Button, IconButton } from '#browser/ui/button.tsx';
import { useSavedViews } from '#browser/views/view-store.ts';
import type { List } from './device-rows.tsx';
import { attributesRead } from './attributes-read.ts';
import { attributeKeys } from './known-posture.ts';
import { readListSearch } from './list-search.ts';
import { columnsOf } from './more-columns.tsx';
import { orderedDevices } from './ordered-devices.ts';

const ColumnsLayer = lazyPart(async () => (await import('./columns-layer.tsx')).ColumnsLayer);
const ViewsLayer = lazyPart(async () => (await import('#browser/views/views-layer.tsx')).ViewsLayer);
const ExportLayer = lazyPart(async () => (await import('#browser/export/export-layer.tsx')).ExportLayer);
const PhoneMenu = lazyPart(async () => (await import('./phone-menu.tsx')).PhoneMenu);

export type Tool = 'views' | 'columns' | 'export';

/** What can be done with the list as a whole: save it as a view, choose how it is shown, take it away. */
export function ListTools(props: {
  /** Undefined while it is loading, when there is nothing to take away yet. */
  list: List | undefined;
  /** On a phone one button stands for all of them. */
  isPhone: boolean;
  /** Leaves the words to the tooltips. */
  isNarrow?: boolean;
  /** Writes what was just typed into the link, which the tools read. */
  flush: () => void;
}): ReactNode {
  const { flush } = props;
  const [opened, setOpened] = useState<{ tool: Tool | 'menu'; anchor: HTMLElement } | undefined>();
  const hasViews = useSavedViews().length > 0;
  const { session } = useApi();
  const { selection } = route.useRouteContext();
  const open = (tool: Tool | 'menu', anchor: HTMLElement) => {
    flush();
    setOpened(opened?.tool === tool ? undefined : { tool, anchor });
  };
  const shared = session.views ?? [];
  const tool = (name: Tool, icon: LucideIcon, label: string) => {
    const own = {
      icon,
      expanded: opened?.tool === name,
      disabledReason: name === 'export' && props.list === undefined ? 'The devices are still loading.' : undefined,
      onClick: ({ currentTarget }: MouseEvent<HTMLButtonElement>) => open(name, currentTarget),
    };
    if (props.isNarrow) return <IconButton {...own} label={label} />;
    return (
      <Button kind="ghost" size="sm" {...own}>
        {label}
      </Button>
    );
  };
  return (
    <>
      {props.isPhone ? (
        <IconButton
          icon={SlidersHorizontal}
          label="Select, order, views, export"
          size="size-touch"
          iconSize="size-5"
          onClick={({ currentTarget }) => open('menu', currentTarget)}
        />
      ) : (
        <>
          {tool('views', Bookmark, hasViews || shared.length > 0 ? 'Views' : 'Save view')}
          {tool('columns', Columns3, 'Columns')}
          {tool('export', Download, 'Export')}
        </>
      )}
      {opened !== undefined && (
        <Suspense fallback={null}>
          {opened.tool === 'menu' ? (
            <PhoneMenu
              anchor={opened.anchor}
              onSelect={selection.startPicking}
              onChoose={(name) => open(name, opened.anchor)}
              onClose={() => setOpened((now) => (now?.tool === 'menu' ? undefined : now))}
            />
          ) : (
            <Layer tool={opened.tool} anchor={opened.anchor} list={props.list} onClose={() => setOpened(undefined)} />
          )}
        </Suspense>
      )}
    </>
  );
}

const route = getRouteApi('/devices');

function Layer(props: { tool: Tool; anchor: HTMLElement; list: List | undefined; onClose: () => void }): ReactNode {
  const { anchor, list, onClose } = props;
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const queryClient = useQueryClient();
  const { session } = useApi();
  const { selection } = route.useRouteContext();
  switch (props.tool) {
    case 'views':
      return (
        <ViewsLayer
          anchor={anchor}
          url={`/devices${printQuery(search)}`}
          shared={session.views ?? []}
          onOpen={(url) =>
            void navigate({ to: '/devices', search: readListSearch(parseQuery(url.split('?', 2)[1] ?? '')) })
          }
          onClose={onClose}
        />
      );
    case 'columns':
      return (
        <ColumnsLayer
          anchor={anchor}
          search={search}
          attributes={attributeKeys(queryClient)}
          onChange={(changed) => void navigate({ search: (before) => ({ ...before, ...changed }), replace: true })}
          onClose={onClose}
        />
      );
    case 'export':
      return (
        list && (
          <ListExport
            anchor={anchor}
            list={list}
            query={printQuery(search).slice(1)}
            selected={selection.now().keys}
            onClose={onClose}
          />
        )
      );
  }
}

function ListExport(props: {
  anchor: HTMLElement;
  list: List;
  query: string;
  selected: ReadonlySet<string>;
  onClose: () => void;
}): ReactNode {
  const queryClient = useQueryClient();
  // As they are when the layer opens: what is taken away must not change while somebody chooses the format.
  const [taken] = useState(() => {
    const { answer, routers, now, warning } = props.list;
    const read = attributesRead(queryClient);
    const { columns } = readListSearch(parseQuery(props.query));
    const ordered = (query: string) => orderedDevices(answer, query, now, warning, read);
    return {
      devices: ordered(props.query),
      // A selection outlives the filter, so it is taken whole.
      selected: ordered(printQuery({ ...readListSearch(parseQuery(props.query)), filter: '' }).slice(1)).filter(
        ({ key }) => props.selected.has(key),
      ),
      columns: columnsOf(columns, read),
      world: { routers, now, read, warning },
    };
  });
  return <ExportLayer anchor={props.anchor} {...taken} onClose={props.onClose} />;
}
