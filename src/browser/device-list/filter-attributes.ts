import { compareVersions } from './filter-version.ts';

type Attributes = Readonly<Record<string, unknown>>;

/**
 * The test of a device's posture attributes that a token stands for: `custom:tier=prod` and `custom:tier:prod` compare
 * the value, `custom:score>=80` its size, `custom:tier` asks whether there is any. Keys and values are compared without
 * regard to case, as no two keys of a tailnet differ only in it. Undefined without the name
 * of an attribute, or with an operator and no value.
 */
export function readAttributeTest(text: string): ((attributes: Attributes) => boolean) | undefined {
  const [, name = '', operator = '', wanted = ''] = /^([^<>=]+)(?:([<>]=?|=)(.*))?$/s.exec(text) ?? [];
  if (!/^[a-z][\w-]*:[\w:-]+$/.test(name)) return undefined;
  if (operator === '') {
    const colon = name.lastIndexOf(':');
    const head = name.slice(0, colon);
    const tail = name.slice(colon + 1);
    return (attributes) => {
      if (valueOf(attributes, name) !== undefined) return true;
      const value = valueOf(attributes, head);
      return value !== undefined && String(value).toLowerCase() === tail;
    };
  }
  if (wanted === '') return undefined;
  if (wanted === '*') return (attributes) => valueOf(attributes, name) !== undefined;
  return (attributes) => {
    const value = valueOf(attributes, name);
    if (value === undefined) return false;
    const text = String(value).toLowerCase();
    if (operator === '=') return text === wanted;
    // Numbers are versions of one part.
    const order = compareVersions(text, wanted);
    if (order === 0) return operator.endsWith('=');
    return operator.startsWith('<') ? order < 0 : order > 0;
  };
}

function valueOf(attributes: Attributes, name: string): string | number | boolean | undefined {
  for (const [key, value] of Object.entries(attributes)) {
    if (key.toLowerCase() !== name) continue;
    return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : undefined;
  }
  return undefined;
}
