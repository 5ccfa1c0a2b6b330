import { existsSync, readFileSync } from 'node:fs';
import process from 'node:process';
import * as v from 'valibot';
import type { Endpoint } from '#contract/endpoint.ts';
import { endpointNames, endpoints } from '#contract/endpoints.ts';
import { type Shape, resolve, shapeOfOpenApi, shapeOfSchema } from './contract-shape.ts';

/**
 * Where the contract differs from the vendor's document on purpose, each with its reason. An entry that matches
 * nothing any more is reported like a difference, so that the list does not outlive its reasons.
 */
const knownDifferences: Readonly<Record<string, string>> = {
  'getDevice.answer.postureIdentity.hardwareAddresses': 'sent by the API all the same, beside serialNumbers.',
  'setTags.body.tags.required': 'the call replaces the list, so one without a list has no meaning.',
  'setRoutes.body.routes.required': 'the call replaces the list, so one without a list has no meaning.',
  'setAttribute.body.value.required': 'there is nothing to set without a value.',
  'patchAttributes.body.nodes.required': 'there is nothing to change without nodes.',
  'createInvites.scope': 'no OAuth client may make the call; a token of a user needs this one.',
  'resendInvite.scope': 'no OAuth client may make the call; a token of a user needs this one.',
  'getPolicy.answer': "the policy file's shape is documented with the policy syntax, not with the API.",
};

const operationSchema = v.looseObject({
  description: v.fallback(v.string(), ''),
  parameters: v.fallback(v.array(v.unknown()), []),
  requestBody: v.optional(v.unknown()),
  responses: v.record(v.string(), v.unknown()),
});
const parameterSchema = v.looseObject({ name: v.string(), in: v.string(), schema: v.unknown() });
const contentSchema = v.looseObject({
  content: v.looseObject({ 'application/json': v.looseObject({ schema: v.unknown() }) }),
});

type Difference = { readonly at: string; readonly sentence: string };

/** Everything in which one row of the contract differs from the vendor's document, as sentences with their places. */
function differencesOf(name: string, endpoint: Endpoint, document: unknown): Difference[] {
  const pathItem = findPath(endpoint.path, document);
  if (pathItem === undefined) return [{ at: name, sentence: `the document has no path ${endpoint.path}` }];
  const operation = v.safeParse(operationSchema, pathItem[endpoint.method.toLowerCase()]);
  if (!operation.success)
    return [{ at: name, sentence: `the document has no ${endpoint.method} for ${endpoint.path}` }];
  const { description, parameters, requestBody, responses } = operation.output;

  const found: Difference[] = [];
  if ((endpoint.writes !== false) === (endpoint.method === 'GET')) {
    found.push({
      at: `${name}.writes`,
      sentence: `${endpoint.method} is marked as ${endpoint.writes ? 'a' : 'no'} write`,
    });
  }
  const scope = /OAuth Scope: `([^`]+)`/.exec(description)?.[1] ?? 'none';
  if (scope !== endpoint.scope) {
    found.push({ at: `${name}.scope`, sentence: `we say scope ${endpoint.scope}, the document ${scope}` });
  }
  const shared = v.parse(v.fallback(v.array(v.unknown()), []), pathItem['parameters']);
  found.push(...queryDifferences(name, endpoint, [...shared, ...parameters], document));

  const theirBody = jsonSchema(requestBody);
  if (endpoint.body === null || theirBody === undefined) {
    if ((endpoint.body === null) !== (theirBody === undefined)) {
      found.push({
        at: `${name}.body`,
        sentence: `a body is ${endpoint.body === null ? 'missing here' : 'unknown there'}`,
      });
    }
  } else {
    found.push(...compareBody(`${name}.body`, shapeOfSchema(endpoint.body), shapeOfOpenApi(theirBody, document)));
  }
  const answer = jsonSchema(responses['200']);
  found.push(...compareAnswer(`${name}.answer`, shapeOfSchema(endpoint.answer), shapeOfOpenApi(answer, document)));
  return found;
}

/** The document's path that equals ours but for the names of its parameters. */
function findPath(path: string, document: unknown): Record<string, unknown> | undefined {
  const bare = (template: string) => template.replace(/\{\w+\}/g, '{}');
  const paths = v.parse(v.record(v.string(), v.record(v.string(), v.unknown())), resolve('#/paths', document));
  return Object.entries(paths).find(([template]) => bare(template) === bare(path))?.[1];
}

function jsonSchema(holder: unknown): unknown {
  const parsed = v.safeParse(contentSchema, holder);
  return parsed.success ? parsed.output.content['application/json'].schema : undefined;
}

function queryDifferences(name: string, { query }: Endpoint, parameters: readonly unknown[], document: unknown) {
  const ours = query === null ? undefined : shapeOfSchema(query);
  if (ours?.kind !== 'object') return [];
  const theirs = parameters.flatMap((parameter) => {
    const reference = v.safeParse(v.object({ $ref: v.string() }), parameter);
    const parsed = v.safeParse(
      parameterSchema,
      reference.success ? resolve(reference.output.$ref, document) : parameter,
    );
    return parsed.success && parsed.output.in === 'query' ? [parsed.output] : [];
  });
  return Object.entries(ours.properties).flatMap(([key, { shape }]) => {
    const parameter = theirs.find((candidate) => candidate.name === key);
    if (parameter === undefined)
      return [{ at: `${name}.query.${key}`, sentence: `the document knows no query ${key}` }];
    return compareBody(`${name}.query.${key}`, shape, shapeOfOpenApi(parameter.schema, document));
  });
}

/** A body must have exactly the document's fields; a value may be narrower than the document allows, never wider. */
function compareBody(at: string, ours: Shape, theirs: Shape): Difference[] {
  if (ours.kind === 'object' && theirs.kind === 'object') {
    const names = new Set([...Object.keys(ours.properties), ...Object.keys(theirs.properties)]);
    return [...names].flatMap((name) => {
      const here = ours.properties[name];
      const there = theirs.properties[name];
      const place = `${at}.${name}`;
      if (here === undefined) return [{ at: place, sentence: `we cannot send ${name}` }];
      if (there === undefined) return [{ at: place, sentence: `the document knows no ${name}` }];
      const required = here.required === there.required ? [] : [requiredDifference(place, name, here.required)];
      return [...required, ...compareBody(place, here.shape, there.shape)];
    });
  }
  if ((ours.kind === 'array' || ours.kind === 'record') && ours.kind === theirs.kind) {
    return compareBody(`${at}[]`, ours.items, theirs.items);
  }
  if (ours.kind === 'value' && theirs.kind === 'value') {
    const wider = [
      ...ours.types.filter((type) => !theirs.types.includes(type)),
      ...(ours.choices ?? []).filter((choice) => theirs.choices?.includes(choice) === false),
    ];
    return wider.length === 0 ? [] : [{ at, sentence: `we may send ${wider.join(', ')}, which the document does not` }];
  }
  if (ours.kind === theirs.kind || theirs.kind === 'any') return [];
  return [{ at, sentence: `we send ${ours.kind}, the document says ${theirs.kind}` }];
}

function requiredDifference(at: string, name: string, required: boolean): Difference {
  const [here, there] = required ? ['required', 'optional'] : ['optional', 'required'];
  return { at: `${at}.required`, sentence: `${name} is ${here} here, ${there} in the document` };
}

/** Every field of an answer that we read must exist in the document, with a type that we can read. */
function compareAnswer(at: string, ours: Shape, theirs: Shape): Difference[] {
  if (ours.kind === 'any') return [];
  if (ours.kind === 'object' && theirs.kind === 'object') {
    return Object.entries(ours.properties).flatMap(([name, { shape }]) => {
      const there = theirs.properties[name];
      if (there === undefined) return [{ at: `${at}.${name}`, sentence: `the document knows no ${name}` }];
      return compareAnswer(`${at}.${name}`, shape, there.shape);
    });
  }
  if ((ours.kind === 'array' || ours.kind === 'record') && ours.kind === theirs.kind) {
    return compareAnswer(`${at}[]`, ours.items, theirs.items);
  }
  if (ours.kind === 'value' && theirs.kind === 'value') {
    const unread = theirs.types.filter((type) => !ours.types.includes(type));
    return unread.length === 0
      ? []
      : [{ at, sentence: `the document says ${unread.join(', ')}, we read ${ours.types.join(', ')}` }];
  }
  return [{ at, sentence: `we read ${ours.kind}, the document says ${theirs.kind}` }];
}

function main(path: string | undefined): number {
  if (path === undefined) {
    console.error('Say where the document is: npm run check:contract -- path/to/openapi.json');
    return 2;
  }
  if (!existsSync(path)) {
    console.error(`There is no file ${path}.`);
    return 2;
  }
  const document: unknown = JSON.parse(readFileSync(path, 'utf8'));
  const unused = new Set(Object.keys(knownDifferences));
  let wrong = 0;
  for (const name of endpointNames) {
    const endpoint: Endpoint = endpoints[name];
    const all = differencesOf(name, endpoint, document);
    const open = all.filter(({ at }) => knownDifferences[at] === undefined);
    for (const { at } of all) unused.delete(at);
    if (open.length > 0) wrong += 1;
    const known = all.length - open.length;
    const verdict = open.length > 0 ? 'differs' : known > 0 ? `equal, but for ${known} known` : 'equal';
    console.log(`${name.padEnd(16)} ${endpoint.method.padEnd(6)} ${endpoint.path.padEnd(46)} ${verdict}`);
    for (const { at, sentence } of all) {
      const reason = knownDifferences[at];
      console.log(reason === undefined ? `  ${at}: ${sentence}.` : `  ${at}: ${sentence}; ${reason}`);
    }
  }
  for (const at of unused) console.log(`${at}: listed as a known difference, but it does not differ.`);
  console.log(
    `${endpointNames.length - wrong} of ${endpointNames.length} rows equal the document, known differences aside.`,
  );
  return wrong + unused.size === 0 ? 0 : 1;
}

process.exitCode = main(process.argv[2]);
