import { endpointPath } from '#contract/endpoint-path.ts';
import { type Body, type EndpointName, type Parameters, endpoints } from '#contract/endpoints.ts';
import type { Request } from '#browser/changes/request-of.ts';

const origin = 'https://api.tailscale.com';

/**
 * One call as a curl command for a terminal, sent to Tailscale itself. The key is a shell variable and never a value.
 * Throws TypeError when a parameter does not match its pattern.
 */
export function curlCommand<N extends EndpointName>(name: N, parameters: Parameters<N>, body?: Body<N>): string {
  return curlOf({ method: endpoints[name].method, path: `/api/v2${endpointPath(name, parameters)}`, body });
}

/** A request of the log as a curl command. */
export function curlOf({ method, path, body }: Request): string {
  const parts = [
    `curl ${method === 'GET' ? '' : `-X ${method} `}${quote(`${origin}${path}`)}`,
    `-H "Authorization: Bearer $TAILSCALE_API_KEY"`,
  ];
  if (body !== undefined && body !== null) {
    parts.push(`-H 'Content-Type: application/json'`, `-d ${quote(JSON.stringify(body))}`);
  }
  return parts.join(' \\\n  ');
}

/** One word of a POSIX shell, whatever it holds. */
function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
