import type { ListedDevice } from '#contract/device-list.ts';
import { Copy, Download } from 'lucide-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { announce } from '#browser/ui/announcer.tsx';
import { Button } from '#browser/ui/button.tsx';
import { copyText } from '#browser/ui/copied.ts';
import { Popover } from '#browser/ui/popover.tsx';
import { type Choice, Choices } from './choices.tsx';
import type { World } from './device-values.ts';
import { saveFile } from '#browser/ui/save-file.ts';
import { type Format, writeDevices } from './write-devices.ts';

const kinds: Readonly<Record<Format, { label: string; note: string; type: string; ending: string }>> = {
  csv: {
    label: 'CSV',
    note: 'The columns of the list. A cell that a spreadsheet would take for a formula begins with an apostrophe.',
    type: 'text/csv',
    ending: 'csv',
  },
  json: { label: 'JSON', note: 'The columns of the list and node IDs.', type: 'application/json', ending: 'json' },
  markdown: { label: 'Markdown', note: 'The columns of the list as a table.', type: 'text/markdown', ending: 'md' },
  terraform: {
    label: 'Terraform',
    note: 'Tags, approved routes and disabled key expiry, with their imports. Shared-in devices are left out.',
    type: 'text/plain',
    ending: 'tf',
  },
};
// The order of the choices.
const choices: readonly Choice<Format>[] = (['csv', 'json', 'markdown', 'terraform'] as const).map((value) => ({
  value,
  label: kinds[value].label,
}));

/** Takes the list away as a file or on the clipboard: its filter, its order and its columns. Loaded when first asked for. */
export function ExportLayer(props: {
  anchor: HTMLElement;
  /** The devices of the list in its order, and those that are selected, also outside of its filter. */
  devices: readonly ListedDevice[];
  selected: readonly ListedDevice[];
  columns: readonly { readonly id: string; readonly label: string }[];
  world: World;
  onClose: () => void;
}): ReactNode {
  const { devices, selected } = props;
  const [format, setFormat] = useState<Format>('csv');
  const [isSelection, setSelection] = useState(selected.length > 0);
  const [done, setDone] = useState<number | undefined>();
  const running = useRef<AbortController>(undefined);
  // What is being written ends with the layer.
  useEffect(() => () => running.current?.abort(), []);
  const chosen = isSelection ? selected : devices;
  const { note, type, ending } = kinds[format];
  const isBusy = done !== undefined;
  const offReason = chosen.length === 0 ? 'There is no device in it.' : undefined;

  const write = async (then: (parts: readonly string[]) => unknown) => {
    running.current = new AbortController();
    const { signal } = running.current;
    setDone(0);
    const parts = await writeDevices(format, chosen, props.columns, props.world, { signal, onDone: setDone });
    if (parts !== undefined) await then(parts);
    setDone(undefined);
  };
  const download = (parts: readonly string[]) => {
    saveFile(`tailboard-devices-${new Date(props.world.now).toISOString().slice(0, 10)}.${ending}`, type, parts);
    announce(`${counted(chosen.length)} saved as a file.`);
  };
  return (
    <Popover anchor={props.anchor} title="Export" onClose={props.onClose}>
      <p className="mt-1 text-small text-ink-3">{counted(devices.length)} in this list, in its order.</p>
      {selected.length > 0 && (
        <Choices
          label="Which"
          value={isSelection ? 'selected' : 'all'}
          choices={[
            { value: 'selected', label: `${selected.length.toLocaleString('en')} selected` },
            { value: 'all', label: `All ${devices.length.toLocaleString('en')}` },
          ]}
          onChange={(which) => setSelection(which === 'selected')}
        />
      )}
      <Choices label="Format" value={format} choices={choices} onChange={setFormat} />
      <p className="mt-2 text-small text-ink-3">{note}</p>
      <div className="mt-4 flex flex-wrap items-center gap-2">
        {isBusy ? (
          <>
            <p className="figures text-small text-ink-2">
              {done.toLocaleString('en')} of {chosen.length.toLocaleString('en')}
            </p>
            <Button className="ml-auto" onClick={() => running.current?.abort()}>
              Stop
            </Button>
          </>
        ) : (
          <>
            <Button
              icon={Copy}
              disabledReason={offReason}
              onClick={() => void write((parts) => copyText(parts.join('')))}
            >
              {`Copy ${kinds[format].label}`}
            </Button>
            <Button kind="primary" icon={Download} disabledReason={offReason} onClick={() => void write(download)}>
              Download
            </Button>
          </>
        )}
      </div>
    </Popover>
  );
}

function counted(count: number): string {
  return count === 1 ? '1 device' : `${count.toLocaleString('en')} devices`;
}
