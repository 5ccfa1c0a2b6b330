import { sanitizeHostname } from '#browser/device/name/name.schema.ts';
import type { Aliases } from './aliases.ts';
import { isHarmless } from './capture-address.ts';
import { readLabels } from './labels.ts';

/** So long nobody types who has finished a number, in milliseconds. */
const rest = 400;

/**
 * What a field holds, as its `data-holds` says: a name that a device gets, one that it has, or words among which names
 * may be, as a search has them. In any other field a name may be a tag or a value.
 */
type Held = 'new name' | 'name' | 'words' | 'line';

/** How far a line is: each letter may be followed by another one, for now it stays, or it is used as it is. */
type Progress = 'typing' | 'resting' | 'finished';

/**
 * A line with aliases in place of the identities in it. Its last word may only be the beginning of one while somebody is
 * typing; where that rests, what is known and begins nothing longer is taken for the whole.
 */
export function maskTyped(line: string, held: Held, progress: Progress, aliases: Aliases): string {
  if (held === 'new name') {
    if (progress !== 'finished' || line.trim() === '' || !aliases.kinds.has('names')) return line;
    // As the server will write it, so that the alias is that of the name which comes back.
    return aliases.name(sanitizeHostname(line) || line);
  }
  return line.replaceAll(/[^\s,;"'()<>]+/g, (word: string, at: number) => {
    const [, key = '', text = word] = /^(-?[a-z]+:)(?!:)(.+)$/i.exec(word) ?? [];
    const isOpen = at + word.length === line.length && progress !== 'finished';
    if (isOpen && (progress === 'typing' || !aliases.isWhole(text))) return word;
    const hasNames = held !== 'line' && !isHarmless(word);
    return key + maskWord(text, hasNames, aliases);
  });
}

function maskWord(text: string, hasNames: boolean, aliases: Aliases): string {
  if (aliases.isAlias(text)) return text;
  if (/^[^@]+@[^@]+$/.test(text)) return aliases.user(text);
  if (/^n[A-Za-z0-9]{4,60}CNTRL$/.test(text)) return aliases.nodeId(text);
  if (/^100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])(?:\.\d{1,3}){2}$|^fd7a:115c:a1e0:[0-9a-f:]+$/i.test(text))
    return aliases.address(text);
  if (/\.ts\.net\.?$/i.test(text)) return aliases.name(text);
  return hasNames ? aliases.knownName(text) : text;
}

/**
 * Has every field hold aliases where somebody types identities, or the labels that are read off the page: what is finished
 * by a blank at once, before the page hears of it, and the rest once typing rests or the line is used.
 */
export function takeTyped(view: Window & typeof globalThis, aliases: Aliases): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const write = (field: Field, text: string) => {
    const behind = field.value.length - (field.selectionEnd ?? field.value.length);
    // Past the setter that React has put on the field itself, so that it notices.
    Reflect.set(Object.getPrototypeOf(field) as object, 'value', text, field);
    if (field === view.document.activeElement) field.setSelectionRange(text.length - behind, text.length - behind);
  };
  const settle = (field: Field, progress: Progress) => {
    const meant = maskTyped(readLabels(field.value), heldBy(field), progress, aliases);
    if (meant === field.value || !field.isConnected) return;
    write(field, meant);
    field.dispatchEvent(new Event('input', { bubbles: true }));
  };
  const early = { capture: true };
  view.addEventListener(
    'input',
    (event) => {
      clearTimeout(timer);
      const field = fieldOf(event.target);
      if (field === undefined || (event instanceof InputEvent && event.isComposing)) return;
      const meant = maskTyped(field.value, heldBy(field), 'typing', aliases);
      if (meant !== field.value) write(field, meant);
      timer = setTimeout(() => settle(field, 'resting'), rest);
    },
    early,
  );
  const finish = (target: EventTarget | null) => {
    const field = fieldOf(target);
    if (field !== undefined) settle(field, 'finished');
  };
  view.addEventListener('change', ({ target }) => finish(target), early);
  // Before it is pressed: an alias has another length, and what moves between press and release is not clicked.
  view.addEventListener(
    'pointerover',
    ({ target }) => {
      if (target instanceof Element && target.closest('button, a, summary, label') !== null)
        finish(view.document.activeElement);
    },
    early,
  );
  view.addEventListener(
    'keydown',
    ({ key, ctrlKey, metaKey, isComposing, target }) => {
      if (!isComposing && (key === 'Enter' || ((ctrlKey || metaKey) && key.length === 1))) finish(target);
    },
    early,
  );
}

type Field = HTMLInputElement | HTMLTextAreaElement;

function fieldOf(target: EventTarget | null): Field | undefined {
  if (!(target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement)) return undefined;
  const isText = /^(?:text|search|email|textarea)$/.test(target.type);
  return isText && target.closest('[data-capture-tools]') === null ? target : undefined;
}

function heldBy(field: Field): Held {
  const { holds } = field.dataset;
  if (holds === 'new name' || holds === 'name') return holds;
  return holds === 'words' || field.type === 'search' ? 'words' : 'line';
}
