/** What the table answers to a question for rows: entities as the SDK gives them, or the error that the SDK throws. */
import { type PipelineResponse, RestError } from '@azure/core-rest-pipeline';

type Entity = Readonly<Record<string, unknown>>;

/** By hand: a schema of all columns would cost as much as the serializer that this does without. */
const isEntity = (value: unknown): value is Entity => typeof value === 'object' && value !== null;

/**
 * Gives the entities; undefined for an answer that is not the table's. Throws the error that the table tells. The same
 * text as before gives the same entities, and is not parsed again: most questions are those for the control rows, which
 * seldom change.
 */
export function answerReader(): (response: PipelineResponse) => readonly Entity[] | undefined {
  let known: { readonly text: string; readonly entities: readonly Entity[] } | undefined;
  return (response) => {
    const { status, bodyAsText: text } = response;
    if (status !== 200 || text == null) return throwErrorIn(response);
    if (known?.text === text) return known.entities;
    const entities = entitiesIn(parsed(text));
    if (entities !== undefined) known = { text, entities };
    return entities;
  };
}

function throwErrorIn(response: PipelineResponse): undefined {
  const { status: statusCode, request } = response;
  const text = response.bodyAsText ?? '';
  const body = parsed(text);
  if (!isEntity(body) || body['odata.error'] === undefined) return undefined;
  const error = new RestError(text, { statusCode, request, response });
  throw Object.assign(error, { details: { odataError: body['odata.error'] } });
}

function entitiesIn(body: unknown): readonly Entity[] | undefined {
  if (!isEntity(body)) return undefined;
  const { value } = body;
  return Array.isArray(value) && value.every(isEntity) ? value.map(entityOf) : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const names: ReadonlyMap<string, string> = new Map([
  ['RowKey', 'rowKey'],
  ['odata.etag', 'etag'],
]);
const typed = '@odata.type';

/** With the names that the SDK gives. A column of another type than text, number or truth value comes with its type. */
function entityOf(row: Entity): Entity {
  const entity: Record<string, unknown> = {};
  for (const name of Object.keys(row)) {
    if (name.endsWith(typed)) {
      const column = name.slice(0, -typed.length);
      entity[column] = { type: row[name], value: row[column] };
    } else if (!Object.hasOwn(entity, name)) entity[names.get(name) ?? name] = row[name];
  }
  return entity;
}
