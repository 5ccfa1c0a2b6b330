import * as v from 'valibot';

/** What a schema says about a JSON value, in the terms that valibot and OpenAPI share; `any` promises nothing. */
export type Shape =
  | { readonly kind: 'object'; readonly properties: Readonly<Record<string, Property>> }
  | { readonly kind: 'array' | 'record'; readonly items: Shape }
  | { readonly kind: 'value'; readonly types: readonly string[]; readonly choices?: readonly string[] }
  | { readonly kind: 'any' };
type Property = { readonly required: boolean; readonly shape: Shape };

const object = v.looseObject({
  type: v.picklist(['object', 'strict_object', 'loose_object']),
  entries: v.record(v.string(), v.unknown()),
});
const list = v.looseObject({ type: v.literal('array'), item: v.unknown() });
const record = v.looseObject({ type: v.literal('record'), value: v.unknown() });
const wrapper = v.looseObject({ type: v.picklist(['optional', 'nullish', 'nullable']), wrapped: v.unknown() });
const union = v.looseObject({ type: v.literal('union'), options: v.array(v.unknown()) });
const picklist = v.looseObject({ type: v.literal('picklist'), options: v.array(v.string()) });
const primitive = v.looseObject({ type: v.picklist(['string', 'number', 'boolean']) });

/** The shape of a valibot schema. Throws TypeError for a kind of schema that the contract does not use so far. */
export function shapeOfSchema(schema: unknown): Shape {
  if (v.is(wrapper, schema)) return shapeOfSchema(schema.wrapped);
  if (v.is(object, schema)) {
    const properties = Object.entries(schema.entries).map(([name, entry]): [string, Property] => [
      name,
      { required: !(v.is(wrapper, entry) && entry.type !== 'nullable'), shape: shapeOfSchema(entry) },
    ]);
    return { kind: 'object', properties: Object.fromEntries(properties) };
  }
  if (v.is(list, schema)) return { kind: 'array', items: shapeOfSchema(schema.item) };
  if (v.is(record, schema)) return { kind: 'record', items: shapeOfSchema(schema.value) };
  if (v.is(union, schema)) return merge(schema.options.map(shapeOfSchema));
  if (v.is(picklist, schema)) return { kind: 'value', types: ['string'], choices: schema.options };
  if (v.is(primitive, schema)) return { kind: 'value', types: [schema.type] };
  if (v.is(v.looseObject({ type: v.literal('unknown') }), schema)) return { kind: 'any' };
  throw new TypeError(`No shape is known for the schema ${JSON.stringify(schema)}.`);
}

const json = v.record(v.string(), v.unknown());
const strings = v.fallback(v.array(v.string()), []);

/** The shape of a schema in an OpenAPI document; `document` is where its references point to. */
export function shapeOfOpenApi(schema: unknown, document: unknown): Shape {
  if (!v.is(json, schema)) return { kind: 'any' };
  const { $ref: reference, anyOf, oneOf, type } = schema;
  if (typeof reference === 'string') return shapeOfOpenApi(resolve(reference, document), document);
  const options = anyOf ?? oneOf;
  if (Array.isArray(options)) return merge(options.map((option) => shapeOfOpenApi(option, document)));
  if (type === 'array') return { kind: 'array', items: shapeOfOpenApi(schema['items'], document) };
  if (v.is(json, schema['properties'])) {
    const required = v.parse(strings, schema['required']);
    const properties = Object.entries(schema['properties']).map(([name, property]): [string, Property] => [
      name,
      { required: required.includes(name), shape: shapeOfOpenApi(property, document) },
    ]);
    return { kind: 'object', properties: Object.fromEntries(properties) };
  }
  if (v.is(json, schema['additionalProperties'])) {
    return { kind: 'record', items: shapeOfOpenApi(schema['additionalProperties'], document) };
  }
  const types = (Array.isArray(type) ? v.parse(strings, type) : typeof type === 'string' ? [type] : [])
    .filter((name) => name !== 'null')
    .map((name) => (name === 'integer' ? 'number' : name));
  if (types.length === 0 || types.includes('object')) return { kind: 'any' };
  const choices = v.parse(strings, schema['enum']);
  return choices.length === 0 ? { kind: 'value', types } : { kind: 'value', types, choices };
}

/** What a reference such as "#/components/schemas/Device" points to, or undefined. */
export function resolve(reference: string, document: unknown): unknown {
  return reference
    .slice(2)
    .split('/')
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>((place, part) => (v.is(json, place) ? place[part] : undefined), document);
}

/** One shape for several: the structured one of them where there is one, else every plain type together. */
function merge(shapes: readonly Shape[]): Shape {
  const structured = shapes.find((shape) => shape.kind !== 'value' && shape.kind !== 'any');
  if (structured) return structured;
  const types = shapes.flatMap((shape) => (shape.kind === 'value' ? shape.types : []));
  return types.length === 0 ? { kind: 'any' } : { kind: 'value', types };
}
