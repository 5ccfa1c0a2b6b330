import { type ReactNode, useState } from 'react';
import { Button } from '#browser/ui/button.tsx';
import { Field } from '#browser/ui/field.tsx';
import { isAttributeKey } from './list-spelling.ts';

/** Names a posture attribute that this page has not read yet, as a column or to group by. */
export function AttributeField(props: {
  isPhone: boolean;
  onColumn: (key: string) => void;
  onGroup: (key: string) => void;
}): ReactNode {
  const [typed, setTyped] = useState('');
  const [error, setError] = useState<string | undefined>();
  const use = (then: (key: string) => void) => {
    const key = typed.trim();
    if (!isAttributeKey(key)) {
      setError('Use the whole key of an attribute, such as custom:site.');
      return;
    }
    setTyped('');
    then(key);
  };
  return (
    <div className="mt-4">
      <Field
        label="Posture attribute, such as custom:site"
        isMono
        value={typed}
        error={error}
        onChange={(text) => {
          setTyped(text);
          setError(undefined);
        }}
        onEnter={() => use(props.isPhone ? props.onGroup : props.onColumn)}
      />
      <div className="mt-2 flex gap-2">
        {!props.isPhone && (
          <Button size="sm" onClick={() => use(props.onColumn)}>
            Add as column
          </Button>
        )}
        <Button size="sm" onClick={() => use(props.onGroup)}>
          Group by it
        </Button>
      </div>
    </div>
  );
}
