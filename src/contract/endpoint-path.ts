import { type Method, type ParameterName, parameterPatterns } from './endpoint.ts';
import { type EndpointName, type Parameters, endpointNames, endpoints } from './endpoints.ts';

const templates = endpointNames.map((name) => ({ name, segments: endpoints[name].path.slice(1).split('/') }));
const templateOf = new Map(templates.map(({ name, segments }) => [name, segments]));

function isParameter(segment: string): segment is `{${ParameterName}}` {
  return segment.startsWith('{');
}

function nameOf(segment: `{${ParameterName}}`): ParameterName {
  // Reason for the cast: what stands between the braces.
  return segment.slice(1, -1) as ParameterName;
}

/**
 * The path below /api/v2 for one call, parameters percent-encoded.
 * Throws TypeError when a parameter does not match its pattern, because "..", once joined into a path, is another call.
 */
export function endpointPath<N extends EndpointName>(name: N, parameters: Parameters<N>): string {
  const given: Readonly<Record<string, string>> = parameters;
  let path = '';
  for (const segment of templateOf.get(name) ?? []) {
    if (!isParameter(segment)) {
      path += `/${segment}`;
      continue;
    }
    const parameter = nameOf(segment);
    const value = given[parameter] ?? '';
    if (!parameterPatterns[parameter].test(value)) throw new TypeError(`${parameter} is not valid in this path.`);
    path += `/${encodeURIComponent(value).replaceAll('%3A', ':')}`;
  }
  return path;
}

export type EndpointMatch =
  | { readonly kind: 'found'; readonly name: EndpointName; readonly parameters: Readonly<Record<string, string>> }
  | { readonly kind: 'bad-parameter'; readonly parameter: ParameterName }
  | { readonly kind: 'method-not-allowed'; readonly allow: readonly Method[] }
  | { readonly kind: 'unknown' };

/**
 * Which call a method and a path are. `segments` are those below /api/v2, already percent-decoded exactly once.
 * A path of the table with a parameter of the wrong shape is `bad-parameter`, so that nobody forwards it.
 */
export function matchEndpoint(method: string, segments: readonly string[]): EndpointMatch {
  const allow: Method[] = [];
  let bad: ParameterName | undefined;
  for (const template of templates) {
    const parameters = matchTemplate(template.segments, segments);
    if (parameters === undefined) continue;
    if (typeof parameters === 'string') {
      bad ??= parameters;
      continue;
    }
    const endpoint = endpoints[template.name];
    if (endpoint.method === method) return { kind: 'found', name: template.name, parameters };
    allow.push(endpoint.method);
  }
  if (allow.length > 0) return { kind: 'method-not-allowed', allow };
  return bad === undefined ? { kind: 'unknown' } : { kind: 'bad-parameter', parameter: bad };
}

function matchTemplate(
  template: readonly string[],
  segments: readonly string[],
): Readonly<Record<string, string>> | ParameterName | undefined {
  if (template.length !== segments.length) return undefined;
  const parameters: Record<string, string> = {};
  let bad: ParameterName | undefined;
  for (let index = 0; index < template.length; index += 1) {
    const part = template[index] ?? '';
    const segment = segments[index] ?? '';
    if (!isParameter(part)) {
      if (part !== segment) return undefined;
      continue;
    }
    const name = nameOf(part);
    if (!parameterPatterns[name].test(segment)) bad ??= name;
    parameters[name] = segment;
  }
  return bad ?? parameters;
}
