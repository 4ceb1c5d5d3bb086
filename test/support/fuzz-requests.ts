/**
 * Random requests made from the app's own OpenAPI description: valid, nearly valid, garbage, huge, deeply nested and
 * wrongly encoded. The same seed gives the same requests.
 */
import * as fc from 'fast-check';
import { z } from 'zod';
import { extremeValue } from './extreme-values.ts';
import { anyCharacter } from './any-character.ts';

const Schema = z.looseObject({
  type: z.string().optional(),
  enum: z.array(z.unknown()).optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  format: z.string().optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  example: z.unknown().optional(),
  $ref: z.string().optional(),
});
const Operation = z.looseObject({
  parameters: z.array(z.looseObject({ name: z.string(), in: z.string(), schema: z.unknown() })).optional(),
  requestBody: z
    .looseObject({ content: z.record(z.string(), z.looseObject({ schema: z.unknown() })) })
    .optional(),
});
export const Description = z.looseObject({
  paths: z.record(z.string(), z.record(z.string(), Operation)),
  components: z.looseObject({ schemas: z.record(z.string(), z.unknown()) }),
});
export type Description = z.infer<typeof Description>;

export interface FuzzRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array | undefined;
  /** Which of the callers sends it. */
  readonly caller: number;
}

const text = fc.string({ unit: anyCharacter, maxLength: 40 });
const anything = fc.anything({ maxDepth: 3, maxKeys: 4 });

/** Half of the values are ones that the schema permits, as far as this small reader of schemas goes. */
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
      return orExtreme(fc.double({ min: schema.minimum ?? -1e6, max: schema.maximum ?? 1e6, noNaN: true }));
    case 'boolean':
      return fc.boolean();
    case 'string':
      return orExtreme(
        schema.format === 'date'
          ? fc
              .date({ min: new Date('2026-11-01'), max: new Date('2026-11-23'), noInvalidDate: true })
              .map((date) => date.toISOString().slice(0, 10))
          : fc.string({ minLength: 1, maxLength: 30 }),
      );
    default:
      return anything;
  }
}

const orExtreme = (usual: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> => fc.oneof(usual, extremeValue);

/** One field replaced, added or removed. */
const nearly = (valid: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc
    .tuple(
      valid,
      fc.constantFrom('hours', 'awal', 'akhir', 'reason', 'until', 'cancel', 'after', '__proto__', 'x'),
      fc.oneof(anything, extremeValue),
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
/** Beyond ASCII a header does not reach the app: the host answers 400 or 500. */
const inHeader = (value: string): string => value.replaceAll(/[^ -~]/g, '');
const claim = fc.record({
  typ: fc.oneof(
    fc.constantFrom('name', 'roles', 'preferred_username', 'oid', 'appid', 'azp', 'sub', '__proto__'),
    fc.constant('http://schemas.microsoft.com/identity/claims/objectidentifier'),
  ),
  val: fc.oneof(text, fc.constantFrom('Scheduler.Admin', 'Scheduler.Reader', ''), anything),
});
/** What the platform sends, nearly that, and what only somebody else would send. */
const oddPrincipal = fc
  .oneof(
    fc
      .record({ auth_typ: fc.constant('aad'), name_typ: text, role_typ: text, claims: fc.array(claim) })
      .map(toJson),
    anything.map(toJson),
    text,
  )
  .chain((principal) => {
    const encoded = Buffer.from(principal).toString('base64');
    return fc.constantFrom(encoded, `${encoded}, ${encoded}`, encoded.slice(1), inHeader(principal));
  });
const oddKey = fc.oneof(
  fc.string({ maxLength: 60 }).map(inHeader),
  fc.constantFrom('', ',', 'a,b', 'x'.repeat(8_000), '%00', '__proto__'),
);
const oddHeaders = fc.oneof(
  { weight: 6, arbitrary: fc.constant({}) },
  oddPrincipal.map((value) => ({ 'x-ms-client-principal': value })),
  oddKey.map((value) => ({ 'x-functions-key': value })),
  fc
    .string({ minLength: 1, maxLength: 200 })
    .map((value) => ({ 'idempotency-key': encodeURI(value).slice(0, 300) })),
  fc.constantFrom<Record<string, string>>(
    { origin: 'https://elsewhere.example' },
    { 'x-forwarded-for': '1.2.3.4, \'"<script>' },
    { cookie: 'AppServiceAuthSession=x' },
  ),
);
const odd = fc.oneof(
  text,
  extremeValue.map((value) => (typeof value === 'object' ? JSON.stringify(value) : String(value))),
);
const query = fc.oneof(
  { weight: 6, arbitrary: fc.constant('') },
  fc
    .record(
      { limit: odd, before: odd, outcome: odd, hours: odd, after: odd, code: text },
      { requiredKeys: [] },
    )
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
    const given = Schema.safeParse(operation.requestBody?.content['application/json']?.schema).data;
    const schema = description.components.schemas[given?.$ref?.split('/').at(-1) ?? ''];
    return fc.record({
      method: fc.constant(method),
      path: fc
        .tuple(fc.string({ unit: 'grapheme', maxLength: 30 }), query)
        .map(([segment, search]) => toPath(path, segment) + search),
      headers: fc
        .tuple(contentType, oddHeaders)
        .map(([type, more]) => ({ ...(method === 'GET' ? {} : { 'content-type': type }), ...more })),
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
