import type { Credential } from './credential.ts';

export type ReplaceableCredential = Credential & {
  /**
   * Shows another credential from now on. What is under way ends with the one before, or once more with this when the
   * API refuses that; and what was secret stays so.
   */
  readonly replace: (next: Credential) => void;
};

/** A credential in the place of which another can be put while the proxy runs. */
export function replaceable(first: Credential): ReplaceableCredential {
  let current = first;
  const before: Credential[] = [];
  return {
    header: () => current.header(),
    renewed: (refused) => current.renewed(refused),
    scopes: () => current.scopes(),
    secrets: () =>
      before.length === 0 ? current.secrets() : [current, ...before].flatMap((credential) => credential.secrets()),
    replace(next) {
      before.push(current);
      current = next;
    },
  };
}
