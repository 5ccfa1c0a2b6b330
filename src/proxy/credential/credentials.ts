import { keyCredential } from './credential.ts';
import type { ConfiguredCredential } from './config-credential.ts';
import { type OAuthOptions, oauthCredential } from './oauth-credential.ts';
import { type ReplaceableCredential, replaceable } from './replaceable.ts';

export type Credentials = {
  readonly credential: ReplaceableCredential;
  /** The token of a person, for the rows of the table that need one and for no others; undefined without one. */
  readonly userCredential: ReplaceableCredential | undefined;
  /** Takes over what was read again; false when it is what it was. */
  readonly replace: (next: ConfiguredCredential) => boolean;
};

/** The credentials of a configuration, towards the API at `world.baseUrl`. */
export function createCredentials(first: ConfiguredCredential, world: Omit<OAuthOptions, 'client'>): Credentials {
  let configured = first;
  const make = ({ apiKey, oauthClient }: ConfiguredCredential) =>
    oauthClient === undefined
      ? // The demo tailnet wants some key, as the API does, and looks no closer.
        keyCredential(apiKey ?? 'tskey-api-demo')
      : oauthCredential({ ...world, client: oauthClient });
  const credential = replaceable(make(first));
  const userCredential = first.userApiKey === undefined ? undefined : replaceable(keyCredential(first.userApiKey));
  return {
    credential,
    userCredential,
    replace(next) {
      const before = configured;
      configured = next;
      const isOther =
        next.apiKey !== before.apiKey || next.oauthClient?.clientSecret !== before.oauthClient?.clientSecret;
      const isOtherUser = next.userApiKey !== before.userApiKey;
      if (isOther) credential.replace(make(next));
      if (isOtherUser && next.userApiKey !== undefined) userCredential?.replace(keyCredential(next.userApiKey));
      return isOther || isOtherUser;
    },
  };
}
