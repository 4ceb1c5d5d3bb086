/** The description of the API as a reader of it: its operations, and what it says about an answer. */
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';

type Json = Readonly<Record<string, unknown>>;

interface Documented {
  readonly description: string;
  readonly headers?: Readonly<Record<string, { readonly schema: Json }>>;
  /** Absent where there is no body. */
  readonly content?: Readonly<Record<string, { readonly schema: Json }>>;
}

interface Described {
  readonly operationId: string;
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly schema: Json }[];
  readonly requestBody?: {
    readonly required: boolean;
    readonly content: { readonly 'application/json': { readonly schema: { readonly $ref: string } } };
  };
  readonly responses: Readonly<Record<string, Documented>>;
}

export interface ApiDescription {
  readonly info: { readonly version: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Json>> };
}

export interface Operation extends Described {
  readonly method: string;
  readonly path: string;
}

const allOperationsOf = ({ paths }: ApiDescription): readonly Operation[] =>
  Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) => ({
      ...described,
      method: method.toUpperCase(),
      path,
    })),
  );

/** A command changes something and can be repeated; whatever else has a body is a question. */
export const isCommand = ({ parameters = [] }: Operation): boolean =>
  parameters.some(({ name }) => name === 'Idempotency-Key');

/** HEAD is left out: it is GET without the body, and has a function of its own here. */
export const operationsOf = (description: ApiDescription): readonly Operation[] =>
  allOperationsOf(description).filter(({ method }) => method !== 'HEAD');
export const headsOf = (description: ApiDescription): readonly Operation[] =>
  allOperationsOf(description).filter(({ method }) => method === 'HEAD');

/** Judges by the description alone: what is not in it does not conform. */
export function validatorOf({ components }: ApiDescription): (schema: Json) => ValidateFunction {
  const ajv = new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true });
  ajv.addFormat('date-time', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/);
  ajv.addFormat('date', /^\d{4}-\d\d-\d\d$/);
  ajv.addVocabulary(['components']);
  ajv.addSchema({ $id: 'api', components });
  // References are from the root of the description.
  return (schema) => ajv.compile(JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"api#/')));
}

export interface Exchange {
  readonly operation: Operation;
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** What an answer has that the description does not, or lacks that it promises; one sentence each. */
export function deviations(
  { operation, status, headers, text }: Exchange,
  validator: (schema: Json) => ValidateFunction,
): readonly string[] {
  const documented = operation.responses[status];
  if (documented === undefined) return [`${status} is not documented: ${text}`];
  // The host's own refusal of a credential: it never reaches the app.
  if (status === 401 && text === '') return [];
  const promised = Object.entries(documented.headers ?? {}).flatMap(([name, { schema }]) =>
    validator(schema)(headers.get(name)) ? [] : [`${status} has the header ${name}: ${headers.get(name)}`],
  );
  if (documented.content === undefined)
    return text === '' ? promised : [...promised, `${status} has a body: ${text}`];
  const type = headers.get('content-type') ?? '';
  const described = documented.content[/^[^;]*/.exec(type)?.[0] ?? ''];
  if (described === undefined) return [...promised, `${status} is of type ${type}: ${text}`];
  const validate = validator(described.schema);
  const body = type.startsWith('application/json') ? JSON.parse(text) : text;
  const wrong = validate(body)
    ? []
    : (validate.errors ?? []).map((each) => `${status} ${each.instancePath} ${each.message}: ${text}`);
  const code: unknown = body.error?.code;
  const unmentioned =
    typeof code === 'string' && !documented.description.includes(`\`${code}\``)
      ? [`${status} does not mention the code ${code}`]
      : [];
  return [...promised, ...wrong, ...unmentioned];
}

interface Described {
  readonly examples?: readonly unknown[];
}

/** The least that the operation takes, from the examples of the description. */
export function exampleBody({ components }: ApiDescription, { requestBody }: Operation): Json {
  const name = requestBody?.content['application/json'].schema.$ref.split('/').at(-1) ?? '';
  const { required = [], properties = {} } = (components.schemas[name] ?? {}) as {
    readonly required?: readonly string[];
    readonly properties?: Readonly<Record<string, Described & { readonly anyOf?: readonly Described[] }>>;
  };
  return Object.fromEntries(
    required.map((field) => {
      const { examples, anyOf } = properties[field] ?? {};
      return [field, (examples ?? anyOf?.[0]?.examples)?.[0]];
    }),
  );
}
