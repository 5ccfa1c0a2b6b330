import { type ReactNode, useState } from 'react';
import { announce } from '#browser/ui/announcer.tsx';
import { Button } from '#browser/ui/button.tsx';
import { Checkbox } from '#browser/ui/checkbox.tsx';
import { Popover } from '#browser/ui/popover.tsx';
import { AttributeField } from './attribute-field.tsx';
import { ChosenColumns } from './chosen-columns.tsx';
import { fitColumns } from './columns.ts';
import { defaultColumns } from './default-columns.tsx';
import { GroupFields } from './group-fields.tsx';
import type { ListSearch } from './list-search.ts';
import { printColumns, readColumns } from './list-spelling.ts';
import { columnOf, columnsOf, moreColumns } from './more-columns.tsx';
import { SortFields } from './sort-fields.tsx';
import { noPosture } from './use-posture.ts';

/**
 * How the list is shown: its columns and their order, what it is grouped and sorted by, how dense it is. Every choice
 * takes effect at once and stands in the link. Loaded when first asked for.
 */
export function ColumnsLayer(props: {
  anchor: HTMLElement;
  search: ListSearch;
  /** The keys of posture attributes that were read so far. */
  attributes: readonly string[];
  onChange: (search: Partial<ListSearch>) => void;
  onClose: () => void;
}): ReactNode {
  const { search, onChange, attributes } = props;
  const [isPhone] = useState(() => window.innerWidth < 760);
  const chosen = readColumns(search.columns);
  const labelOf = (id: string) => columnOf(id, noPosture)?.label ?? id;
  const choose = (next: readonly string[], words: string) => {
    onChange({ columns: printColumns(next) });
    announce(words);
  };
  const width = document.querySelector('[role$="grid"]')?.parentElement?.clientWidth ?? window.innerWidth;
  const shown = new Set(fitColumns(columnsOf(search.columns, noPosture), width).map(({ id }) => id));
  const others = [...defaultColumns.slice(1), ...moreColumns].map(({ id }) => id);
  const offered = [...others, ...attributes].filter((id) => !chosen.includes(id));
  const isUsual = Object.keys(search).every((key) => key === 'filter');
  return (
    <Popover anchor={props.anchor} title={isPhone ? 'Order and groups' : 'Columns'} onClose={props.onClose}>
      {!isPhone && (
        <>
          <ChosenColumns
            columns={chosen}
            labelOf={labelOf}
            isShown={(id) => shown.has(id)}
            onMove={choose}
            onRemove={(id) =>
              choose(
                chosen.filter((one) => one !== id),
                `${labelOf(id)} taken away.`,
              )
            }
          />
          <h3 className="mt-3 text-caption font-medium text-ink-3">More columns</h3>
          <div className="mt-1 grid grid-cols-[minmax(0,1fr)_auto] gap-x-3 gap-y-1.5 text-small">
            {offered.map((id) => (
              <Checkbox
                key={id}
                label={labelOf(id)}
                isChecked={false}
                onChange={() => choose([...chosen, id], `${labelOf(id)} added.`)}
              />
            ))}
          </div>
        </>
      )}
      <SortFields search={search} columns={['name', ...others, ...attributes]} labelOf={labelOf} onChange={onChange} />
      <GroupFields search={search} attributes={attributes} onChange={onChange} />
      <AttributeField
        isPhone={isPhone}
        onColumn={(key) => choose([...chosen.filter((id) => id !== key), key], `${labelOf(key)} added.`)}
        onGroup={(key) => onChange({ group: key, closed: undefined })}
      />
      {!isPhone && (
        <div className="mt-3 text-small">
          <Checkbox
            label="Compact rows"
            isChecked={search.density === 'compact'}
            onChange={(isCompact) => onChange({ density: isCompact ? 'compact' : undefined })}
          />
        </div>
      )}
      {!isUsual && (
        <div className="mt-4 border-t border-line pt-3">
          <Button
            size="sm"
            onClick={() => {
              onChange({
                sort: undefined,
                columns: undefined,
                group: undefined,
                closed: undefined,
                density: undefined,
              });
              announce('The list is as usual.');
            }}
          >
            Back to the usual list
          </Button>
        </div>
      )}
    </Popover>
  );
}
