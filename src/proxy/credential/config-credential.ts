import type { Session } from '#contract/session.ts';
import { ConfigError } from '#proxy/config-error.ts';
import type { OAuthClient } from './oauth-credential.ts';
import { type SecretText, readSecretText } from './secret-text.ts';

/** With what the API is asked, as the environment has it; neither key nor client means the demo tailnet. */
export type ConfiguredCredential = {
  readonly credential: Session['credential'];
  readonly apiKey: string | undefined;
  readonly oauthClient: OAuthClient | undefined;
  /** The token of a person, for the calls that an OAuth client may not make and for no others. */
  readonly userApiKey: string | undefined;
  /** True when a secret comes from a file, and so may be another one when it is read again. */
  readonly isFromFiles: boolean;
  /** What whoever runs the console should know of it, as sentences. */
  readonly warnings: readonly string[];
};

type Environment = Readonly<Record<string, string | undefined>>;

const keyName = 'TAILSCALE_API_KEY';
const userKeyName = 'TAILSCALE_USER_API_KEY';
const idName = 'TAILSCALE_OAUTH_CLIENT_ID';
const secretName = 'TAILSCALE_OAUTH_CLIENT_SECRET';
const scopesName = 'TAILSCALE_OAUTH_SCOPES';

/**
 * Reads the credential under the names of Tailscale's Terraform provider, each secret from its variable or, with `_FILE`
 * behind the name, from a file. Throws ConfigError, which repeats no value.
 */
export function readCredential(environment: Environment): ConfiguredCredential {
  const apiKey = readSecret(environment, keyName);
  const clientId = environment[idName] ? plain(environment[idName], idName) : undefined;
  const clientSecret = readSecret(environment, secretName);
  const userApiKey = readSecret(environment, userKeyName);
  if (apiKey !== undefined && (clientId !== undefined || clientSecret !== undefined)) {
    throw new ConfigError(`${keyName} and an OAuth client are both set. Leave one of them out.`);
  }
  refuseOtherKind(apiKey, /^tskey-(auth|client)-/, 'an auth key or an OAuth client secret', accessToken);
  refuseOtherKind(userApiKey, /^tskey-(auth|client)-/, 'an auth key or an OAuth client secret', accessToken);
  refuseOtherKind(clientSecret, /^tskey-(auth|api)-/, 'an auth key or an access token', clientSecretKind);
  if (clientId === undefined && clientSecret !== undefined)
    throw new ConfigError(`${secretName} is set without ${idName}. An OAuth client needs both.`);
  if (clientId !== undefined && clientSecret === undefined) {
    throw new ConfigError(`${idName} is set without ${secretName}. An OAuth client needs both.`);
  }
  if (userApiKey !== undefined && clientSecret === undefined) {
    throw new ConfigError(`${userKeyName} goes along with an OAuth client. A person's own token is ${keyName}.`);
  }
  const given = [apiKey, clientSecret, userApiKey].flatMap((secret) => secret ?? []);
  return {
    credential: apiKey === undefined ? (clientId === undefined ? 'demo' : 'oauth') : 'apiKey',
    apiKey: apiKey?.text,
    oauthClient:
      clientId === undefined || clientSecret === undefined
        ? undefined
        : { clientId, clientSecret: clientSecret.text, scopes: readScopes(environment[scopesName]) },
    userApiKey: userApiKey?.text,
    isFromFiles: given.some(({ isFromFile }) => isFromFile),
    warnings: given.flatMap(({ warning }) => warning ?? []),
  };
}

const accessToken = 'Use an API access token, which begins with tskey-api-.';
const clientSecretKind = 'The secret of an OAuth client begins with tskey-client-.';

function refuseOtherKind(secret: SecretText | undefined, others: RegExp, what: string, instead: string): void {
  if (secret !== undefined && others.test(secret.text)) {
    throw new ConfigError(`${secret.source} holds ${what}. ${instead}`);
  }
}

function readSecret(environment: Environment, name: string): SecretText | undefined {
  const secret = readSecretText(environment, name);
  if (secret !== undefined) plain(secret.text, secret.source);
  return secret;
}

function plain(text: string, source: string): string {
  if (!/^[A-Za-z0-9._~+/=-]{1,512}$/.test(text)) {
    throw new ConfigError(
      `${source} holds a character that no key has, such as a space, a line break or a quotation mark. Copy the key again.`,
    );
  }
  return text;
}

/** The scopes to ask for, as the admin console names them; undefined for all that the client was given. */
function readScopes(given: string | undefined): readonly string[] | undefined {
  const scopes = (given ?? '').split(/[\s,]+/).filter((scope) => scope !== '');
  if (scopes.length === 0) return undefined;
  if (!scopes.every((scope) => /^[a-z][a-z_:]{0,63}$/.test(scope))) {
    throw new ConfigError(
      `${scopesName} must be scopes with spaces between them, such as devices:core devices:routes.`,
    );
  }
  return scopes;
}
