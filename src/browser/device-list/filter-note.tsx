import type { ReactNode } from 'react';
import { Button } from '#browser/ui/button.tsx';
import { Mono } from '#browser/ui/text.tsx';
import type { List } from './device-rows.tsx';
import { type Filter, readFilter } from './filter-language.ts';
import type { Note } from './filter-notes.ts';
import { useRested } from './use-rested.ts';

/** Characters of the line that are shown on either side of the place. */
const around = 24;

/**
 * What of the line was understood otherwise than it may be meant: the place, one sentence that mends it, and a button
 * where one can. Waits until the typing rests, as every word is unfinished at first.
 */
export function FilterNote(props: { line: string; list: List | undefined; onMend: (line: string) => void }): ReactNode {
  const { list } = props;
  const line = useRested(props.line);
  if (line === undefined) return null;
  const { filter, notes } = readFilter(line);
  const [note] = notes;
  const unread = note === undefined && list !== undefined && hasAttribute(filter) ? attributesWords(list) : undefined;
  if (note === undefined && unread === undefined) return null;
  return (
    <p className="mr-gutter ml-[292px] flex flex-wrap items-baseline gap-x-3 pb-2 text-small text-ink-2 max-md:mx-4">
      {note !== undefined && <Place line={line} note={note} />}
      {note?.message ?? unread}
      {notes.length > 1 && ` ${notes.length - 1} more.`}
      {note?.mended !== undefined && (
        <Button size="sm" onClick={() => props.onMend(note.mended?.line ?? line)}>
          {note.mended.label}
        </Button>
      )}
    </p>
  );
}

/** The line around a note, with its place underlined. */
function Place(props: { line: string; note: Note }): ReactNode {
  const { line, note } = props;
  const start = Math.max(0, note.start - around);
  const end = Math.min(note.end, note.start + 2 * around);
  return (
    <Mono className="text-ink-3">
      {start > 0 && '…'}
      {line.slice(start, note.start)}
      <span className="text-ink underline decoration-warn decoration-2 underline-offset-4">
        {line.slice(note.start, end)}
      </span>
      {line.slice(end, end + around)}
      {end + around < line.length && '…'}
    </Mono>
  );
}

function hasAttribute(filter: Filter): boolean {
  if (filter.kind === 'token') return filter.key === 'attr';
  if (filter.kind === 'text') return false;
  return filter.kind === 'not' ? hasAttribute(filter.of) : filter.of.some(hasAttribute);
}

/** Attributes come with a device's own page, so most of a tailnet may not have been read. */
function attributesWords({ devices, attributesOf }: List): string | undefined {
  const read = devices.filter(({ key }) => attributesOf?.(key) !== undefined).length;
  if (read === devices.length) return undefined;
  return `The posture attributes of ${read} of ${devices.length} devices have been read so far. The others do not match.`;
}
