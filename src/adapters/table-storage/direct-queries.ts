/**
 * Asks for pages of rows through the SDK's pipeline, which signs and sends, but without its serializer, which checks
 * and copies each property by a model of the answer. Every tick and every status is such a question, and spent a fifth
 * of its time there (docs/performance.md).
 */
import {
  createDefaultHttpClient,
  createHttpHeaders,
  createPipelineRequest,
  type PipelineResponse,
  RestError,
} from '@azure/core-rest-pipeline';
import type { ListTableEntitiesOptions, TableClient } from '@azure/data-tables';
import { z } from 'zod';
import { omitUndefined } from '../../core/omit-undefined.ts';

/** The same client, which lists entities directly. It throws what the SDK throws. */
export function withDirectQueries(client: TableClient): TableClient {
  const ask = askerOf(client);
  const list = client.listEntities.bind(client);
  async function* pagesOf(query: ListTableEntitiesOptions, first: At) {
    for (let at: At | undefined = first; at !== undefined;) {
      const response = await ask(query, at);
      const answer = answerIn(response);
      if (answer === undefined) {
        // Something in front of the table answers, in XML or HTML. The SDK makes an error of that.
        yield* list(query).byPage(at);
        return;
      }
      const continuationToken = tokenIn(response);
      yield Object.assign(answer, omitUndefined({ continuationToken }));
      at = continuationToken === undefined ? undefined : { ...at, continuationToken };
    }
  }
  const listEntities = (query: ListTableEntitiesOptions = {}) =>
    Object.assign(list(query), { byPage: (at: At = {}) => pagesOf(query, at) });
  return Object.assign(client, { listEntities });
}

interface At {
  readonly maxPageSize?: number;
  readonly continuationToken?: string;
}

/** They prepare bodies, which a query has none of, record spans that nobody reads, or repeat (`TableRequests` does). */
const idlePolicies = [
  'serializationPolicy',
  'deserializationPolicy',
  'formDataPolicy',
  'multipartPolicy',
  'defaultRetryPolicy',
  'tracingPolicy',
  'logPolicy',
];

const headers = {
  accept: 'application/json;odata=minimalmetadata',
  dataserviceversion: '3.0',
  'x-ms-version': '2019-02-02',
};

function askerOf({ url, tableName, pipeline }: TableClient) {
  const httpClient = createDefaultHttpClient();
  const own = pipeline.clone();
  for (const name of idlePolicies) own.removePolicy({ name });
  // With a SAS, which a connection string may contain.
  const { origin, pathname, searchParams } = new URL(url);
  const table = `${origin}${pathname.replace(/\/$/, '')}/${tableName}()`;
  const allowInsecureConnection = table.startsWith('http:');
  return (
    { queryOptions: { filter, select } = {}, abortSignal }: ListTableEntitiesOptions,
    { maxPageSize, continuationToken }: At,
  ): Promise<PipelineResponse> => {
    const asked = [
      ...(searchParams.size === 0 ? [] : [searchParams.toString()]),
      ...(filter === undefined ? [] : [`$filter=${encodeURIComponent(filter)}`]),
      ...(select === undefined ? [] : [`$select=${select.join(',')}`]),
      ...(maxPageSize === undefined ? [] : [`$top=${maxPageSize}`]),
      ...(continuationToken === undefined ? [] : [nextRowIn(continuationToken)]),
    ];
    const request = createPipelineRequest({
      url: `${table}?${asked.join('&')}`,
      headers: createHttpHeaders(headers),
      allowInsecureConnection,
      ...(abortSignal === undefined ? {} : { abortSignal }),
    });
    return own.sendRequest(httpClient, request);
  };
}

type Entity = Readonly<Record<string, unknown>>;

/** By hand: a schema of all columns would cost as much as the serializer that this does without. */
const isEntity = (value: unknown): value is Entity => typeof value === 'object' && value !== null;

/** The entities; undefined for an answer that is not the table's. Throws the error that the table tells. */
function answerIn(response: PipelineResponse): readonly Entity[] | undefined {
  const { status, bodyAsText, request } = response;
  const text = bodyAsText ?? '';
  const body = parsed(text);
  if (!isEntity(body)) return undefined;
  const { value, 'odata.error': odataError } = body;
  if (status === 200) return Array.isArray(value) && value.every(isEntity) ? value.map(entityOf) : undefined;
  if (odataError === undefined) return undefined;
  const error = new RestError(text, { statusCode: status, request, response });
  throw Object.assign(error, { details: { odataError } });
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

/** In the form of the SDK, which may be asked for the next page. */
function tokenIn({ headers: told }: PipelineResponse): string | undefined {
  const nextPartitionKey = told.get('x-ms-continuation-nextpartitionkey');
  const nextRowKey = told.get('x-ms-continuation-nextrowkey');
  if (nextPartitionKey === undefined) return undefined;
  return btoa(JSON.stringify({ nextPartitionKey, ...omitUndefined({ nextRowKey }) }));
}

const Token = z.object({ nextPartitionKey: z.string(), nextRowKey: z.string().optional() });

function nextRowIn(token: string): string {
  const { nextPartitionKey, nextRowKey } = Token.parse(JSON.parse(atob(token)));
  const key = `NextPartitionKey=${encodeURIComponent(nextPartitionKey)}`;
  return nextRowKey === undefined ? key : `${key}&NextRowKey=${encodeURIComponent(nextRowKey)}`;
}
