/** From zod to JSON Schema as used in OpenAPI 3.1: named schemas refer to each other below `components`. */
import { z } from 'zod';

export interface Json {
  readonly [name: string]: unknown;
}

const uri = (name: string): string => `#/components/schemas/${name}`;
export const refTo = (name: string): Json => ({ $ref: uri(name) });

/** `input`: what may be sent. `output`: what is answered. */
export function schemasOf(named: Readonly<Record<string, z.ZodType>>, io: 'input' | 'output'): Json {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(named)) registry.add(schema, { id });
  const { schemas } = z.toJSONSchema(registry, { io, uri, override: tidy });
  return Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, withoutHead(schema)]));
}

/** A schema on its own, for a parameter. */
export const schemaOf = (schema: z.core.$ZodType): Json =>
  withoutHead(z.toJSONSchema(schema, { io: 'input', override: tidy }));

function withoutHead(schema: Json): Json {
  const { $schema: _, $id: __, ...rest } = schema;
  return rest;
}

/** Drops details of zod that only clutter the document. */
function tidy({ jsonSchema }: { readonly jsonSchema: z.core.JSONSchema.BaseSchema }): void {
  delete jsonSchema.readOnly;
  if (jsonSchema.format === 'date-time' || jsonSchema.format === 'date') delete jsonSchema.pattern;
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
}
