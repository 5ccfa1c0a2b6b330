import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readJsonParts } from './json-parts.ts';

/** An answer whose bytes come in the given portions, and which then ends or breaks off. */
function answer(bytes: Uint8Array, portions: readonly number[] = [], breaks = false): Response {
  let sent = 0;
  let turn = 0;
  return new Response(
    new ReadableStream<Uint8Array>({
      pull(controller) {
        if (sent >= bytes.length) {
          if (breaks) controller.error(new TypeError('terminated'));
          else controller.close();
          return;
        }
        const portion = portions.length === 0 ? bytes.length : (portions[turn++ % portions.length] ?? 1);
        controller.enqueue(bytes.slice(sent, sent + portion));
        sent += portion;
      },
    }),
  );
}

const refused = Symbol('refused');
const encode = (text: string) => new TextEncoder().encode(text);

/** What comes of an answer: its value with the list put together again, how many parts it took, or that it failed. */
async function read(response: Response): Promise<{ value: unknown; parts: number }> {
  const elements: unknown[] = [];
  let parts = 0;
  try {
    const whole = await readJsonParts(response, 'devices', (some) => {
      elements.push(...some);
      parts += 1;
    });
    // With parts given, the value is an object whose list is empty.
    return { value: parts === 0 ? whole : { ...(whole as object), devices: elements }, parts };
  } catch {
    return { value: refused, parts };
  }
}

/** What `response.json()` makes of the same text. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return refused;
  }
}

const strange = ['},{', '}, {', '"},{"', '\\"},{\\"', ']}', '\\', 'ä', '\u2028', '😀', ''];
const name = fc.oneof(fc.constantFrom(...strange), fc.string({ unit: 'grapheme' }));
const device = fc.record(
  {
    nodeId: name,
    tags: fc.array(name, { maxLength: 3 }),
    nested: fc.array(fc.record({ a: name, b: fc.array(fc.record({ c: name }), { maxLength: 2 }) }), { maxLength: 3 }),
    // So long that a few of them make a part.
    padding: fc.constantFrom('x'.repeat(90_000), '},{'.repeat(30_000), 'é'.repeat(50_000), ''),
  },
  { requiredKeys: ['padding'] },
);
const element = fc.oneof({ weight: 12, arbitrary: device }, { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 2 }) });
const list = fc.array(element, { maxLength: 14 });
const indent = fc.constantFrom('', ' ', '\n\t');
const portions = fc.array(fc.integer({ min: 1, max: 400_000 }), { maxLength: 4 });

describe('an answer that is one long list', () => {
  test('gives the same devices in parts as in one go, wherever its bytes are cut and however it is written', async () => {
    await fc.assert(
      fc.asyncProperty(list, indent, portions, fc.boolean(), async (devices, space, sizes, more) => {
        const text = JSON.stringify(more ? { devices, nextPage: '},{' } : { devices }, undefined, space);
        const bytes = encode(text);
        const { value } = await read(answer(bytes, bytes.length > 2000 ? sizes.map((size) => size + 5000) : sizes));
        expect(value).toEqual(parsed(text));
      }),
      { numRuns: 60 },
    );
  });

  test('is refused wherever it is cut, with its end missing or the connection broken', async () => {
    const text = JSON.stringify({
      devices: Array.from({ length: 8 }, (_, id) => ({ id, tail: '},{'.repeat(30_000) })),
    });
    const bytes = encode(text);
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), fc.boolean(), async (length, breaks) => {
        const { value } = await read(answer(bytes.slice(0, length), [100_000], breaks));
        expect(value).toBe(refused);
      }),
      { numRuns: 60 },
    );
    expect((await read(answer(bytes, [100_000], true))).value).toBe(refused);
  });

  test('is read as JSON is, whatever stands in one of its places', async () => {
    const text = JSON.stringify({ devices: Array.from({ length: 9 }, (_, id) => ({ id, tail: 'x'.repeat(90_000) })) });
    const bits = fc.constantFrom(']', '}', '[', '{', ',', ':', '"', '\\', '\n', 'null', '},{', ']}', '"devices":[]');
    const meetings = [...text.matchAll(/\},\{/g)].flatMap(({ index }) => [index, index + 1, index + 2]);
    // Where elements meet, a slip is likeliest to pass.
    const place = fc.oneof(fc.nat(text.length), fc.constantFrom(...meetings));
    await fc.assert(
      fc.asyncProperty(place, bits, fc.nat(3), async (at, bit, gone) => {
        const spoilt = text.slice(0, at) + bit + text.slice(at + gone);
        const { value } = await read(answer(encode(spoilt), [64_000]));
        expect(value).toEqual(parsed(spoilt));
      }),
      { numRuns: 120 },
    );
  });

  test('comes in many parts, each of which lets others have their turn', async () => {
    const devices = Array.from({ length: 40 }, (_, id) => ({ id, tail: 'x'.repeat(50_000) }));
    let turns = 0;
    let isDone = false;
    const count = () => {
      turns += 1;
      if (!isDone) setImmediate(count);
    };
    setImmediate(count);
    const { value, parts } = await read(answer(encode(JSON.stringify({ devices }))));
    isDone = true;
    expect(value).toEqual({ devices });
    expect(parts).toBeGreaterThan(5);
    expect(turns).toBeGreaterThan(5);
  });

  test('that names its list twice is refused, as two lists are no answer', async () => {
    const devices = Array.from({ length: 9 }, (_, id) => ({ id, tail: 'x'.repeat(90_000) }));
    const text = JSON.stringify({ devices });
    const { value } = await read(answer(encode(`${text.slice(0, -1)},"devices":null}`)));
    expect(value).toBe(refused);
  });
});

describe('an answer of another form', () => {
  test.each(['{}', '[]', 'null', '"devices"', '7', '{"devices":null}', '{"devices":"all"}', ' {"a":1} '])(
    '%s is given whole, and never as an empty list',
    async (text) => {
      expect(await read(answer(encode(text)))).toEqual({ value: parsed(text), parts: 0 });
    },
  );

  test.each(['', ' ', '{', 'devices: []', '<script>', '{"devices":[}', '{"devices":[]', '{"devices":[]}}'])(
    '%s is refused',
    async (text) => {
      expect((await read(answer(encode(text)))).value).toBe(refused);
    },
  );

  test('has its list taken where that stands further on, or after a byte order mark', async () => {
    const later = await read(answer(encode('{"a":1,"devices":[{"id":1}]}')));
    expect(later).toEqual({ value: { a: 1, devices: [{ id: 1 }] }, parts: 1 });
    const marked = await read(answer(encode('\uFEFF{"devices":[{"id":1}]}')));
    expect(marked.value).toEqual({ devices: [{ id: 1 }] });
  });

  test('without a body is refused', async () => {
    expect((await read(new Response(null))).value).toBe(refused);
  });
});
