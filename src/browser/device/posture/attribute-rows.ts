import { type Attributes } from '#contract/posture.ts';
import { readDate } from '#browser/device/moment.ts';

/** One posture attribute as a line of the table. */
export type AttributeRow = {
  readonly key: string;
  /** "custom:", colon included; "" where the key has none. */
  readonly namespace: string;
  readonly name: string;
  readonly value: string;
  readonly type: 'string' | 'number' | 'boolean' | 'other';
  /** When the server removes it, milliseconds since 1970. */
  readonly expires: number | undefined;
};

/** The attributes of a device sorted by key, each with its expiry where it has one. */
export function attributeRows(answer: Attributes): readonly AttributeRow[] {
  const expiries = answer.expiries ?? {};
  return Object.entries(answer.attributes ?? {})
    .map(([key, value]): AttributeRow => {
      const colon = key.indexOf(':') + 1;
      const expiry = expiries[key];
      return {
        key,
        namespace: key.slice(0, colon),
        name: key.slice(colon),
        value: printValue(value),
        type: typeOf(value),
        expires: typeof expiry === 'string' ? readDate(expiry) : undefined,
      };
    })
    .toSorted((one, other) => (one.key < other.key ? -1 : 1));
}

/** "3 custom" beside the title; undefined when the device has none of its own. */
export function countCustom(rows: readonly AttributeRow[]): string | undefined {
  const count = rows.filter((row) => row.namespace === 'custom:').length;
  return count === 0 ? undefined : `${count} custom`;
}

/** A value as people read it; anything but text as JSON. */
export function printValue(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}

function typeOf(value: unknown): AttributeRow['type'] {
  const type = typeof value;
  return type === 'string' || type === 'number' || type === 'boolean' ? type : 'other';
}
