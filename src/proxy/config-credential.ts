import type { Session } from '#contract/session.ts';
import { ConfigError } from './config-error.ts';
import type { OAuthClient } from './oauth-credential.ts';

/** With what the API is asked, as the environment has it; neither key nor client means the demo tailnet. */
export type ConfiguredCredential = {
  readonly credential: Session['credential'];
  readonly apiKey: string | undefined;
  readonly oauthClient: OAuthClient | undefined;
};

type Environment = Readonly<Record<string, string | undefined>>;

const keyName = 'TAILSCALE_API_KEY';
const idName = 'TAILSCALE_OAUTH_CLIENT_ID';
const secretName = 'TAILSCALE_OAUTH_CLIENT_SECRET';
const scopesName = 'TAILSCALE_OAUTH_SCOPES';

/** Reads the credential under the names of Tailscale's Terraform provider. Throws ConfigError, which repeats no value. */
export function readCredential(environment: Environment): ConfiguredCredential {
  const apiKey = readSecret(environment, keyName);
  const clientId = readSecret(environment, idName);
  const clientSecret = readSecret(environment, secretName);
  if (apiKey !== undefined && (clientId !== undefined || clientSecret !== undefined)) {
    throw new ConfigError(`${keyName} and an OAuth client are both set. Leave one of them out.`);
  }
  if (apiKey !== undefined) {
    if (/^tskey-(auth|client)-/.test(apiKey)) {
      throw new ConfigError(
        `${keyName} holds an auth key or an OAuth client secret. Use an API access token, which begins with tskey-api-.`,
      );
    }
    return { credential: 'apiKey', apiKey, oauthClient: undefined };
  }
  if (clientId === undefined && clientSecret === undefined) {
    return { credential: 'demo', apiKey: undefined, oauthClient: undefined };
  }
  if (clientId === undefined)
    throw new ConfigError(`${secretName} is set without ${idName}. An OAuth client needs both.`);
  if (clientSecret === undefined) {
    throw new ConfigError(`${idName} is set without ${secretName}. An OAuth client needs both.`);
  }
  if (/^tskey-(auth|api)-/.test(clientSecret)) {
    throw new ConfigError(
      `${secretName} holds an auth key or an access token. The secret of an OAuth client begins with tskey-client-.`,
    );
  }
  return {
    credential: 'oauth',
    apiKey: undefined,
    oauthClient: { clientId, clientSecret, scopes: readScopes(environment[scopesName]) },
  };
}

function readSecret(environment: Environment, name: string): string | undefined {
  const value = environment[name];
  if (value === undefined || value === '') return undefined;
  if (!/^[A-Za-z0-9._~+/=-]{1,512}$/.test(value)) {
    throw new ConfigError(
      `${name} holds a character that no key has, such as a space, a line break or a quotation mark. Copy the key again.`,
    );
  }
  return value;
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
