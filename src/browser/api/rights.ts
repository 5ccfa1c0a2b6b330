import { type EndpointName, endpoints } from '#contract/endpoints.ts';
import { covers, rightsWords } from '#contract/role.ts';
import type { Session } from '#contract/session.ts';
import type { Aspect } from '#browser/changes/change.ts';

/** The call that changes an aspect, by whose row in the table of calls a role may or may not change it. */
const callOf: Readonly<Record<Aspect, EndpointName>> = {
  routes: 'setRoutes',
  tags: 'setTags',
  'key-expiry': 'setKeyExpiry',
  'expire-key': 'expireDevice',
  approval: 'setAuthorized',
  delete: 'deleteDevice',
  ipv4: 'setIp',
  name: 'setName',
  posture: 'setAttribute',
  sharing: 'createInvites',
  // Each of its steps is a change of its own, and what takes more says so.
  handover: 'setTags',
};

/** What a page may change. The proxy decides it anew with every request; here it is only said beforehand. */
export type Rights = {
  /** Why nothing can be changed, as a sentence; undefined when something can. */
  readonly readOnlyReason: string | undefined;
  /** Why one aspect of any device cannot be changed, as a sentence; undefined when it can. */
  readonly reasonAgainst: (aspect: Aspect) => string | undefined;
};

/** What a page may change that was opened for somebody else than is signed in by now: nothing. */
export function rightsBeside(other: Session): Rights {
  const name = other.person?.name;
  const reason =
    name === undefined
      ? 'This console drives another tailnet now. Load the page anew to make changes.'
      : `${name} is signed in now. Go on as ${name} to make changes.`;
  return { readOnlyReason: reason, reasonAgainst: () => reason };
}

/** The rights of whoever opened the page: by their role where they sign in, else by the token of the start-up link. */
export function rightsOf({ person, readOnly, needsToken }: Session, token: string | undefined): Rights {
  const readOnlyReason =
    readOnly === true
      ? rightsWords.readOnly
      : person?.role === 'viewer'
        ? rightsWords.viewer
        : needsToken && token === undefined
          ? 'This tab can look but not change. Open the link printed at start-up to make changes.'
          : undefined;
  return {
    readOnlyReason,
    reasonAgainst: (aspect) => {
      const needed = endpoints[callOf[aspect]].writes;
      const isCovered = person === undefined || needed === false || covers(person.role, needed);
      return readOnlyReason ?? (isCovered ? undefined : rightsWords.operator);
    },
  };
}
