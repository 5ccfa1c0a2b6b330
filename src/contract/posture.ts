import * as v from 'valibot';

/** Keys that may be written: `custom:` and letters, digits, `_` or `:`, 128 characters in all. */
export const customAttributeKey = /^custom:[A-Za-z0-9_:]{1,121}$/;

export const attributeValue = v.union([v.string(), v.number(), v.boolean()]);
export type AttributeValue = v.InferOutput<typeof attributeValue>;

/** GET /device/{id}/attributes; `expiries` is absent when nothing expires. A write may answer null instead. */
export const attributesSchema = v.object({
  attributes: v.optional(v.fallback(v.nullish(v.record(v.string(), v.unknown())), undefined)),
  expiries: v.optional(v.fallback(v.nullish(v.record(v.string(), v.unknown())), undefined)),
});
export type Attributes = v.InferOutput<typeof attributesSchema>;

const expiry = v.optional(v.pipe(v.string(), v.maxLength(64)));
const comment = v.optional(v.pipe(v.string(), v.maxLength(200)));
const writableValue = v.union([
  v.pipe(v.string(), v.maxLength(1000)),
  v.pipe(v.number(), v.safeInteger()),
  v.boolean(),
]);

export const attributeBody = v.strictObject({ value: writableValue, expiry, comment });

/** PATCH is a JSON merge patch: device id, then key, then the new value or null to delete. */
export const batchAttributesBody = v.strictObject({
  nodes: v.record(
    v.pipe(v.string(), v.regex(/^[A-Za-z0-9]{1,64}$/)),
    v.record(
      v.pipe(v.string(), v.regex(customAttributeKey)),
      v.nullable(v.strictObject({ value: writableValue, expiry })),
    ),
  ),
  comment,
});
