import { expect, test } from 'vitest';
import { type Aliases, createAliases } from './aliases.ts';
import { captureKinds } from './capture-kinds.ts';
import { createNumbers } from './numbers.ts';
import { maskTyped } from './typed-identities.ts';

function aliasesOf(kinds: readonly (typeof captureKinds)[number][] = captureKinds): Aliases {
  const aliases = createAliases({ kinds: new Set(kinds), numbers: createNumbers('salt', {}), salt: 'salt' });
  aliases.name('edge.tail4e21b.ts.net');
  aliases.name('edge-fra.tail4e21b.ts.net');
  aliases.user('lena@example.com');
  aliases.address('100.70.1.2');
  aliases.address('100.70.1.23');
  return aliases;
}

test('what is finished by a blank is masked at once, and the last word once it is used', () => {
  const aliases = aliasesOf();
  const line = 'owner:lena@example.com -100.70.1.2';
  expect(maskTyped(line, 'words', 'typing', aliases)).toBe('owner:user-0001@masked -100.70.1.2');
  expect(maskTyped('lena@example.com, new@example.org', 'line', 'finished', aliases)).toBe(
    'user-0001@masked, user-0002@masked',
  );
  expect(aliases.real('user-0002@masked')).toBe('new@example.org');
});

test('where typing rests, an address that may go on stays as it is', () => {
  const aliases = aliasesOf();
  expect(maskTyped('100.70.1.2', 'line', 'resting', aliases)).toBe('100.70.1.2');
  expect(maskTyped('100.70.1.23', 'line', 'resting', aliases)).toBe('250.64.0.2');
  expect(maskTyped('100.70.1.2', 'line', 'finished', aliases)).toBe('250.64.0.1');
  expect(maskTyped('100.99.0.10', 'line', 'resting', aliases)).toBe('100.99.0.10');
  expect(maskTyped('100.99.0.10', 'line', 'finished', aliases)).toBe('250.64.0.3');
  expect(aliases.real('{"ipv4":"250.64.0.3","also":"250.64.0.3/32."}')).toBe(
    '{"ipv4":"100.99.0.10","also":"100.99.0.10/32."}',
  );
});

test('a name is masked where names are typed, and never where it may be a tag', () => {
  const aliases = aliasesOf();
  expect(maskTyped('edge', 'line', 'finished', aliases)).toBe('edge');
  expect(maskTyped('tag:edge edge-fra other', 'words', 'finished', aliases)).toBe('tag:edge device-02 other');
  expect(maskTyped('Edge-FRA', 'name', 'finished', aliases)).toBe('device-02');
  expect(maskTyped('New Router', 'new name', 'typing', aliases)).toBe('New Router');
  expect(maskTyped('New Router', 'new name', 'finished', aliases)).toBe('device-03');
  expect(aliases.real('device-03')).toBe('new-router');
});

test('what was not chosen is typed as it is', () => {
  const aliases = aliasesOf(['tailnet']);
  const line = 'lena@example.com 100.70.1.23 edge-fra ';
  expect(maskTyped(line, 'words', 'finished', aliases)).toBe(line);
  expect(maskTyped('New Router', 'new name', 'finished', aliases)).toBe('New Router');
});
