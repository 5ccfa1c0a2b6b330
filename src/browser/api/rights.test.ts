import { expect, test } from 'vitest';
import { aspects } from '#browser/changes/change.ts';
import type { Role } from '#contract/role.ts';
import type { Session } from '#contract/session.ts';
import { rightsOf } from './rights.ts';

const session: Session = { mode: 'live', credential: 'apiKey', tailnet: '', needsToken: false };
const as = (role: Role): Session => ({ ...session, person: { id: 'a@example.com', name: 'A', role } });
const offFor = (given: Session, token?: string) => {
  const { reasonAgainst } = rightsOf(given, token);
  return aspects.filter((aspect) => reasonAgainst(aspect) !== undefined);
};

test('an operator changes what can be taken back, and is told who changes the rest', () => {
  expect(offFor(as('operator'))).toEqual(['expire-key', 'delete', 'ipv4', 'sharing']);
  const { readOnlyReason, reasonAgainst } = rightsOf(as('operator'), undefined);
  expect([readOnlyReason, reasonAgainst('delete')]).toEqual([undefined, 'Only an administrator may change this.']);
});

test('an administrator changes everything, a viewer nothing, and nobody anything where the console is read-only', () => {
  expect(offFor(as('admin'))).toEqual([]);
  expect(offFor(as('viewer'))).toEqual(aspects);
  expect(offFor({ ...as('admin'), readOnly: true })).toEqual(aspects);
  expect(rightsOf({ ...as('viewer'), readOnly: true }, undefined).readOnlyReason).toBe(
    'This console is set to look but not change.',
  );
});

test('without sign-in it is the link that lets somebody change', () => {
  expect(offFor(session)).toEqual([]);
  expect(offFor({ ...session, needsToken: true })).toEqual(aspects);
  expect(offFor({ ...session, needsToken: true }, 'token')).toEqual([]);
});
