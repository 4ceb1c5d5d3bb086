/**
 * Random requests made from the app's own OpenAPI description: valid, nearly valid, garbage, huge, deeply nested and
 * wrongly encoded. The same seed gives the same requests.
 */
import * as fc from 'fast-check';
import { z } from 'zod';

const Schema = z.looseObject({
  type: z.string().optional(),
  enum: z.array(z.unknown()).optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  format: z.string().optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  example: z.unknown().optional(),
});
const Operation = z.looseObject({
  parameters: z.array(z.looseObject({ name: z.string(), in: z.string(), schema: z.unknown() })).optional(),
  requestBody: z
    .looseObject({ content: z.record(z.string(), z.looseObject({ schema: z.unknown() })) })
    .optional(),
});
export const Description = z.looseObject({ paths: z.record(z.string(), z.record(z.string(), Operation)) });
export type Description = z.infer<typeof Description>;

export interface FuzzRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array | undefined;
  /** Which of the callers sends it. */
  readonly caller: number;
}

const text = fc.string({ unit: 'binary', maxLength: 40 });
const anything = fc.anything({ maxDepth: 3, maxKeys: 4 });

/** A value that the schema permits, as far as this small reader of schemas goes. */
function valueOf(given: unknown): fc.Arbitrary<unknown> {
  const schema = Schema.safeParse(given).data;
  if (schema === undefined) return anything;
  if (schema.example !== undefined) return fc.constant(schema.example);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  switch (schema.type) {
    case 'object':
      return fc.record(
        Object.fromEntries(
          Object.entries(schema.properties ?? {}).map(([name, each]) => [name, valueOf(each)]),
        ),
        { requiredKeys: [] },
      );
    case 'number':
    case 'integer':
      return fc.double({ min: schema.minimum ?? -1e6, max: schema.maximum ?? 1e6, noNaN: true });
    case 'boolean':
      return fc.boolean();
    case 'string':
      return schema.format === 'date'
        ? fc
            .date({ min: new Date('2026-11-01'), max: new Date('2026-11-23'), noInvalidDate: true })
            .map((date) => date.toISOString().slice(0, 10))
        : fc.string({ minLength: 1, maxLength: 30 });
    default:
      return anything;
  }
}

/** One field replaced, added or removed. */
const nearly = (valid: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc
    .tuple(
      valid,
      fc.constantFrom('hours', 'awal', 'akhir', 'reason', 'until', 'cancel', 'after', '__proto__', 'x'),
      anything,
    )
    .map(([value, name, other]) =>
      typeof value === 'object' && value !== null ? { ...value, [name]: other } : other,
    );

const toJson = (value: unknown): string => {
  try {
    return (
      JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? String(part) : part)) ?? 'null'
    );
  } catch {
    return '{"cyclic":true}';
  }
};

function bodyOf(schema: unknown): fc.Arbitrary<string | Uint8Array | undefined> {
  const valid = valueOf(schema);
  return fc.oneof(
    { weight: 4, arbitrary: valid.map(toJson) },
    { weight: 4, arbitrary: nearly(valid).map(toJson) },
    { weight: 1, arbitrary: anything.map(toJson) },
    { weight: 1, arbitrary: text },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 200 }).map((bytes) => new Uint8Array(bytes)) },
    {
      weight: 1,
      arbitrary: fc.integer({ min: 1, max: 6_000 }).map((depth) => '['.repeat(depth) + ']'.repeat(depth)),
    },
    {
      weight: 1,
      arbitrary: fc.integer({ min: 1, max: 40_000 }).map((length) => `{"reason":"${'a'.repeat(length)}"}`),
    },
    { weight: 1, arbitrary: fc.constant(undefined) },
  );
}

const contentType = fc.oneof(
  { weight: 8, arbitrary: fc.constant('application/json') },
  fc.constantFrom(
    'application/json; charset=utf-16',
    'text/plain',
    'multipart/form-data',
    'application/x-www-form-urlencoded',
    '',
  ),
);
const oddHeaders = fc.oneof(
  { weight: 6, arbitrary: fc.constant({}) },
  fc
    .string({ minLength: 1, maxLength: 200 })
    .map((value) => ({ 'idempotency-key': encodeURI(value).slice(0, 300) })),
  fc
    .string({ maxLength: 60 })
    .map((value) => ({ 'x-ms-client-principal': Buffer.from(value).toString('base64') })),
  fc.constantFrom<Record<string, string>>(
    { origin: 'https://elsewhere.example' },
    { 'x-forwarded-for': '1.2.3.4, \'"<script>' },
    { cookie: 'AppServiceAuthSession=x' },
  ),
);
const query = fc.oneof(
  { weight: 6, arbitrary: fc.constant('') },
  fc
    .record({ limit: text, before: text, outcome: text, code: text }, { requiredKeys: [] })
    .map((given) => `?${new URLSearchParams(given).toString()}`),
);

function toPath(path: string, segment: string): string {
  return path.replace(/\{\w+\}/g, () => encodeURIComponent(segment) || 'x');
}

/** Requests to every described route and to routes that are not there, by `callers` kinds of callers. */
export function fuzzRequest(description: Description, callers: number): fc.Arbitrary<FuzzRequest> {
  const operations = Object.entries(description.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
  );
  const described = fc.constantFrom(...operations).chain(({ path, method, operation }) => {
    const schema = operation.requestBody?.content['application/json']?.schema;
    return fc.record({
      method: fc.constant(method),
      path: fc
        .tuple(fc.string({ unit: 'grapheme', maxLength: 30 }), query)
        .map(([segment, search]) => toPath(path, segment) + search),
      headers: fc
        .tuple(contentType, oddHeaders)
        .map(([type, odd]) => ({ ...(method === 'GET' ? {} : { 'content-type': type }), ...odd })),
      body: method === 'GET' ? fc.constant(undefined) : bodyOf(schema),
      caller: fc.nat({ max: callers - 1 }),
    });
  });
  const elsewhere = fc.record({
    method: fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'HEAD'),
    path: fc.webPath().map((path) => `/scheduler${path}`),
    headers: oddHeaders,
    body: fc.constant(undefined),
    caller: fc.nat({ max: callers - 1 }),
  });
  return fc.oneof({ weight: 12, arbitrary: described }, { weight: 1, arbitrary: elsewhere });
}
