import { describe, expect, test } from 'vitest';
import { suggestTags, tagsInUse, usageWords } from './tag-suggestions.ts';

const device = (id: string, tags: string[], isExternal = false) => ({ id, tags, isExternal });
const devices = [
  device('1', ['tag:prod', 'tag:web']),
  device('2', ['tag:prod']),
  device('3', ['tag:sftp'], true),
  { id: '4', tags: null },
];

describe('suggested tags', () => {
  test('are those of own devices, the most used first, each with its count', () => {
    const uses = tagsInUse(devices, undefined);
    expect(uses.map((use) => `${use.tag}: ${usageWords(use)}`)).toEqual([
      'tag:prod: used on 2 devices',
      'tag:web: used on 1 device',
    ]);
  });

  test('have those of the policy file too where it may be read, and tell which it does not define', () => {
    const uses = tagsInUse(devices, { tagOwners: { 'tag:prod': [], 'tag:new': [] } });
    expect(uses.map((use) => `${use.tag}: ${usageWords(use)}`)).toEqual([
      'tag:prod: used on 2 devices',
      'tag:web: used on 1 device, not in the policy file',
      'tag:new: not used yet',
    ]);
  });

  test('begin with what is typed before they only contain it, and leave out what is there', () => {
    const uses = tagsInUse([device('1', ['tag:web', 'tag:dev-web', 'tag:Webshop'])], undefined);
    expect(suggestTags(uses, 'TAG:we', ['tag:web'], 8).map(({ tag }) => tag)).toEqual(['tag:Webshop', 'tag:dev-web']);
    expect(suggestTags(uses, '', [], 2)).toHaveLength(2);
  });
});
