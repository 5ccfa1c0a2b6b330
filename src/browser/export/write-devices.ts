import type { ListedDevice } from '#contract/device-list.ts';
import { plainText } from '#browser/changes/hand-off/markdown-text.ts';
import { csvLine } from './csv.ts';
import { type World, deviceObject, deviceText } from './device-values.ts';
import { terraformDevice } from './terraform-devices.ts';

/** The forms in which a list can be taken away. */
export const formats = ['csv', 'json', 'markdown', 'terraform'] as const;
export type Format = (typeof formats)[number];

type Column = { readonly id: string; readonly label: string };
type Writer = {
  readonly begin: string;
  readonly line: (device: ListedDevice, isLast: boolean) => string;
  readonly end: string;
};

/** Between two slices the page draws and hears keys: 8 ms is half a frame. */
const slice = 8;
const step = 100;

/**
 * Writes devices in the order given, in slices that leave the page its frames; resolves to the parts of the text, or to
 * undefined once `signal` says stop. What it writes is what the list shows; no secret is among it.
 */
export async function writeDevices(
  format: Format,
  devices: readonly ListedDevice[],
  columns: readonly Column[],
  world: World,
  progress: { readonly signal: AbortSignal; readonly onDone: (count: number) => void },
): Promise<readonly string[] | undefined> {
  const { begin, line, end } = writers[format](columns, world);
  const parts = [begin];
  let began = performance.now();
  for (let from = 0; from < devices.length; from += step) {
    const some = devices.slice(from, from + step);
    parts.push(some.map((device, place) => line(device, from + place === devices.length - 1)).join(''));
    if (performance.now() - began < slice) continue;
    progress.onDone(from + some.length);
    await new Promise((resume) => setTimeout(resume));
    if (progress.signal.aborted) return undefined;
    began = performance.now();
  }
  return [...parts, end];
}

const writers: Readonly<Record<Format, (columns: readonly Column[], world: World) => Writer>> = {
  csv: (columns, world) => ({
    begin: csvLine(columns.map(({ label }) => label)),
    line: (device) => csvLine(columns.map(({ id }) => deviceText(device, id, world))),
    end: '',
  }),
  json: (columns, world) => {
    const ids = columns.map(({ id }) => id);
    return {
      begin: '[\n',
      line: (device, isLast) => `  ${JSON.stringify(deviceObject(device, ids, world))}${isLast ? '' : ','}\n`,
      end: ']\n',
    };
  },
  markdown: (columns, world) => {
    const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |\n`;
    return {
      begin: row(columns.map(({ label }) => plainText(label))) + row(columns.map(() => '---')),
      line: (device) => row(columns.map(({ id }) => plainText(deviceText(device, id, world)))),
      end: '',
    };
  },
  terraform: () => {
    const taken = new Set<string>();
    return { begin: '', line: (device) => terraformDevice(device, taken), end: '' };
  },
};
