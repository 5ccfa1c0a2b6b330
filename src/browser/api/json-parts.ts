import { nextTurn } from './turns.ts';

/** Characters parsed at a time: a few milliseconds of work, so that neither a key nor a frame waits long. */
const partLength = 256 * 1024;

/**
 * Reads an answer whose first member is one long list of objects, such as `{"devices":[…]}`, while it arrives: `add`
 * takes the elements part by part, in their order, with a turn for everybody else after each part. Resolves to the
 * value of the whole answer, whose list is empty where its elements went to `add`. An answer of another form is parsed
 * whole. Rejects when the answer breaks off or is no JSON, as `response.json()` does; elements given before then are
 * part of nothing.
 */
export async function readJsonParts(
  response: Response,
  member: string,
  add: (elements: readonly unknown[]) => void,
): Promise<unknown> {
  const opening = new RegExp(String.raw`^\s*\{\s*"${member}"\s*:\s*\[`);
  const decoder = new TextDecoder();
  const reader = response.body?.getReader();
  /** What is not parsed yet: the beginning of the answer, or of an element. */
  let text = '';
  let isOpened = false;
  let hasGiven = false;
  let enough = partLength;
  for (let read = await reader?.read(); read?.done === false; read = await reader?.read()) {
    text += decoder.decode(read.value, { stream: true });
    while (text.length >= enough) {
      const start = isOpened ? 0 : opening.exec(text)?.[0].length;
      const part = start === undefined ? undefined : firstPart(text.slice(start), enough);
      if (part === undefined) {
        // Not to be cut here: it is tried again when there is twice as much, and so costs at most twice as much.
        enough *= 2;
        continue;
      }
      add(part.elements);
      hasGiven = true;
      isOpened = true;
      text = part.rest;
      enough = partLength;
      await nextTurn();
    }
  }
  text += decoder.decode();
  // The 0 stands for the elements that were given already.
  const whole: unknown = JSON.parse(hasGiven ? `{"${member}":[0,${text}` : text);
  if (!isRecord(whole)) return whole;
  const elements = whole[member];
  if (!Array.isArray(elements)) {
    if (hasGiven) throw new SyntaxError('The answer has its list twice.');
    return whole;
  }
  add(hasGiven ? elements.slice(1) : elements);
  return { ...whole, [member]: [] };
}

const between = /\}\s*,\s*(?=\{)/y;

/**
 * The elements up to about `length` characters, and the text from the next one on; undefined where no cut is found.
 * A cut between two objects within an element or within a text leaves a bracket or a quote open, so whatever parses
 * was cut between two elements.
 */
function firstPart(text: string, length: number): { elements: readonly unknown[]; rest: string } | undefined {
  let attempts = 0;
  for (let end = text.lastIndexOf('}', length); end > 0 && attempts < 4; end = text.lastIndexOf('}', end - 1)) {
    between.lastIndex = end;
    if (!between.test(text)) continue;
    const next = between.lastIndex;
    attempts += 1;
    try {
      // An array's text gives an array.
      return { elements: JSON.parse(`[${text.slice(0, end + 1)}]`) as unknown[], rest: text.slice(next) };
    } catch {
      // The next possible cut further up.
    }
  }
  return undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
