import type { ReactNode } from 'react';
import { Button } from '#browser/ui/button.tsx';
import type { ListSearch } from './list-search.ts';
import { SelectField } from './select-field.tsx';

/** What the list is grouped by, and all groups folded up or out at once. */
export function GroupFields(props: {
  search: ListSearch;
  attributes: readonly string[];
  onChange: (search: Partial<ListSearch>) => void;
}): ReactNode {
  const { group = '' } = props.search;
  const keys = [...new Set([...props.attributes, ...(group.includes(':') ? [group] : [])])];
  return (
    <div className="mt-3">
      <SelectField
        label="Group by"
        value={group}
        choices={[
          ['', 'Nothing'],
          ['tag', 'Tag'],
          ['owner', 'Owner'],
          ['os', 'OS'],
          ...keys.map((key) => [key, key] as const),
        ]}
        onChange={(next) => props.onChange({ group: next || undefined, closed: undefined })}
      />
      {group !== '' && (
        <div className="mt-2 flex gap-2">
          <Button size="sm" onClick={() => props.onChange({ closed: '*' })}>
            Fold all groups
          </Button>
          <Button size="sm" onClick={() => props.onChange({ closed: undefined })}>
            Unfold all
          </Button>
        </div>
      )}
    </div>
  );
}
