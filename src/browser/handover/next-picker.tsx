import { factsOf } from '#browser/device/device-facts.ts';
import { statusOf, statusWords } from '#browser/device/device-status.ts';
import { FindInput } from '#browser/shell/find-input.tsx';
import { StatusGlyph } from '#browser/ui/status-glyph.tsx';
import { Mono } from '#browser/ui/text.tsx';
import type { ListedDevice } from '#contract/device-list.ts';
import { type ReactNode, useId, useMemo, useState } from 'react';
import type { Sheet } from './sheet.ts';
import { successors } from './successors.ts';

const mostFound = 6;

/** The device that takes over: the likely ones first, with what speaks for them, or any other by its name or address. */
export function NextPicker(props: {
  sheet: Sheet;
  devices: readonly ListedDevice[];
  nextId: string | undefined;
  isAwaited: boolean;
  now: number;
  onChoose: (key: string) => void;
}): ReactNode {
  const { sheet, devices, nextId, isAwaited, now } = props;
  const name = useId();
  const [text, setText] = useState('');
  const likely = useMemo(() => successors(sheet, devices, { now, isAwaited }), [sheet, devices, now, isAwaited]);
  const found = useMemo(() => find(text, sheet, devices), [text, sheet, devices]);
  const chosen = devices.find(({ key }) => key === nextId);
  const shown = new Map<string, { readonly device: ListedDevice; readonly why: string }>([
    ...likely.map(({ device, reasons }) => [device.key, { device, why: reasons.join(', ') }] as const),
    ...(chosen === undefined || likely.some(({ device }) => device.key === chosen.key)
      ? []
      : [[chosen.key, { device: chosen, why: '' }] as const]),
    ...found
      .filter(({ key }) => key !== nextId && !likely.some(({ device }) => device.key === key))
      .map((device) => [device.key, { device, why: '' }] as const),
  ]);
  return (
    <div className="flex flex-col gap-2 text-small">
      {shown.size > 0 && (
        <fieldset className="min-w-0">
          <legend className="sr-only">The device that takes over</legend>
          {[...shown.values()].map(({ device, why }) => (
            <Choice
              key={device.key}
              name={name}
              device={device}
              why={why}
              now={now}
              isChosen={device.key === nextId}
              onChoose={() => props.onChoose(device.key)}
            />
          ))}
        </fieldset>
      )}
      {likely.length === 0 && text === '' && chosen === undefined && (
        <p className="text-ink-2">
          {isAwaited
            ? 'It has not joined yet. It is offered here as soon as it has.'
            : 'No device looks like its successor.'}
        </p>
      )}
      <FindInput
        label="Find another device"
        placeholder="Another device, by name or address"
        text={text}
        onChange={setText}
        className="max-w-[520px]"
      />
      {text !== '' && found.length === 0 && <p className="text-ink-3">No device matches.</p>}
    </div>
  );
}

function Choice(props: {
  name: string;
  device: ListedDevice;
  why: string;
  now: number;
  isChosen: boolean;
  onChoose: () => void;
}): ReactNode {
  const facts = factsOf(props.device);
  const status = statusOf(facts, props.now);
  return (
    <label className="flex min-h-[26px] cursor-pointer items-center gap-2.5 border-b border-line py-1.5 touch:min-h-touch">
      <input
        type="radio"
        name={props.name}
        checked={props.isChosen}
        onChange={props.onChoose}
        style={{ accentColor: 'var(--color-accent)' }}
        className="size-4 shrink-0"
      />
      <StatusGlyph shape={status} label={statusWords[status]} />
      <span className="min-w-0 flex-1">
        <span className="font-medium wrap-anywhere">{facts.name}</span>{' '}
        {facts.ipv4 !== undefined && <Mono className="text-ink-2">{facts.ipv4}</Mono>}{' '}
        <span className="text-ink-3">{props.why}</span>
      </span>
    </label>
  );
}

/** The first devices whose name or address has the text in it. */
function find(text: string, sheet: Sheet, devices: readonly ListedDevice[]): readonly ListedDevice[] {
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return [];
  const found: ListedDevice[] = [];
  for (const device of devices) {
    if (device.key === sheet.id || device.isExternal === true) continue;
    const isFound =
      (device.name ?? '').toLowerCase().includes(wanted) ||
      (device.addresses ?? []).some((address) => address.startsWith(wanted));
    if (isFound) found.push(device);
    if (found.length === mostFound) break;
  }
  return found;
}
