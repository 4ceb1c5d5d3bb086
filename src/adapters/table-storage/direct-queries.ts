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
} from '@azure/core-rest-pipeline';
import type { ListTableEntitiesOptions, TableClient } from '@azure/data-tables';
import { z } from 'zod';
import { omitUndefined } from '../../core/omit-undefined.ts';
import { answerReader } from './read-answer.ts';

/** The same client, which lists entities directly. It throws what the SDK throws. */
export function withDirectQueries(client: TableClient): TableClient {
  const ask = askerOf(client);
  const answerIn = answerReader();
  const list = client.listEntities.bind(client);
  async function pageAt(query: ListTableEntitiesOptions, at: At) {
    const response = await ask(query, at);
    const answer = answerIn(response);
    if (answer !== undefined) {
      return Object.assign([...answer], omitUndefined({ continuationToken: tokenIn(response) }));
    }
    // Something in front of the table answers, in XML or HTML. The SDK makes an error of that.
    const { value } = await list(query).byPage(at).next();
    return value;
  }
  /** No async generator, as in `pageFrom`. */
  function pagesOf(query: ListTableEntitiesOptions, first: At) {
    let at: At | undefined = first;
    const pages = {
      async next() {
        if (at === undefined) return { done: true as const, value: undefined };
        const page = await pageAt(query, at);
        const { continuationToken } = page;
        at = continuationToken === undefined ? undefined : { ...at, continuationToken };
        return { done: false as const, value: page };
      },
      [Symbol.asyncIterator]: () => pages,
    };
    return pages;
  }
  const listEntities = (query: ListTableEntitiesOptions = {}) => {
    let listed: ReturnType<typeof list> | undefined;
    const all = () => (listed ??= list(query));
    const byPage = (at: At = {}) => pagesOf(query, at);
    return { byPage, next: () => all().next(), [Symbol.asyncIterator]: all };
  };
  return Object.assign(client, { listEntities });
}

interface At {
  readonly maxPageSize?: number;
  readonly continuationToken?: string;
}

/**
 * They prepare bodies, which a query has none of, record spans that nobody reads, repeat (`TableRequests` does), ask for
 * packed answers, adapt signals of other makers, or follow a redirection (the SDK does, if one comes).
 */
const idlePolicies = [
  'decompressResponsePolicy',
  'wrapAbortSignalLikePolicy',
  'redirectPolicy',
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
