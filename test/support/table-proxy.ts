/**
 * A real HTTP proxy between the SDK and Azurite: counts what passes and does what networks and Azure do and Azurite
 * never does: lose replies, throttle, say nothing, be down, split answers into short pages.
 */
import { once } from 'node:events';
import { createServer, type IncomingMessage, request as send, type ServerResponse } from 'node:http';
import { type Azurite, azuriteConnectionString } from './azurite.ts';

export interface ProxiedRequest {
  readonly method: string;
  /** Without account and query: `/Table()`, `/$batch`. */
  readonly path: string;
}

export type ProxyFault =
  /** The request is applied, `meanwhile` happens, then the connection is cut without a reply. */
  | { readonly kind: 'lose_reply'; readonly meanwhile?: () => Promise<void> }
  /** The request is applied and half of its reply is sent. */
  | { readonly kind: 'cut_reply' }
  /** The request is applied and never answered. */
  | { readonly kind: 'mute_reply' }
  /** The request is not applied and never answered. */
  | { readonly kind: 'mute' }
  | { readonly kind: 'answer'; readonly status: number; readonly code: string; readonly retryAfter?: string }
  /** As Azure does it inside transactions: 202 outside, the error inside. */
  | { readonly kind: 'answer_inside_batch'; readonly status: number; readonly code: string }
  /** An empty page with a continuation token. */
  | { readonly kind: 'empty_page' }
  /** The answer ends after so many rows, with a continuation token. */
  | { readonly kind: 'short_page'; readonly rows: number };

export interface ProxyScript {
  readonly fault: ProxyFault;
  /** For how many of the next matching requests; 1 unless told. */
  readonly times?: number;
  readonly match?: (request: ProxiedRequest) => boolean;
}

export interface TableProxy {
  readonly connectionString: string;
  readonly requests: readonly ProxiedRequest[];
  /** Forgets the requests counted so far and what is left of the scripts. */
  clear(): void;
  script(...scripts: readonly ProxyScript[]): void;
  /** Refuses connections until `up`. */
  down(): Promise<void>;
  up(): Promise<void>;
  stop(): Promise<void>;
}

export async function startTableProxy(azurite: Pick<Azurite, 'port'>): Promise<TableProxy> {
  const requests: ProxiedRequest[] = [];
  let scripts: { readonly script: ProxyScript; left: number }[] = [];
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://proxy');
    const path = decodeURIComponent(url.pathname).replace(/^\/[^/]+/, '');
    const proxied = { method: request.method ?? '', path };
    requests.push(proxied);
    const scripted = scripts.find(({ script, left }) => left > 0 && (script.match?.(proxied) ?? true));
    if (scripted !== undefined) scripted.left -= 1;
    void handle(request, response, url, azurite.port, scripted?.script.fault);
  });
  const listen = async (port: number): Promise<number> => {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (typeof address !== 'object' || address === null) throw new Error('the proxy has no address');
    return address.port;
  };
  const close = async () => {
    if (!server.listening) return;
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
  };
  const port = await listen(0);
  return {
    connectionString: azuriteConnectionString(port),
    requests,
    clear: () => {
      requests.length = 0;
      scripts = [];
    },
    script: (...more) => {
      scripts.push(...more.map((script) => ({ script, left: script.times ?? 1 })));
    },
    down: close,
    up: async () => void (await listen(port)),
    stop: close,
  };
}

async function handle(
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  port: number,
  fault: ProxyFault | undefined,
): Promise<void> {
  try {
    const body = await bodyOf(request);
    if (fault?.kind === 'mute') return;
    if (fault?.kind === 'answer') return answer(response, fault);
    if (fault?.kind === 'answer_inside_batch') return answerInsideBatch(response, fault);
    if (fault?.kind === 'empty_page') return answerEmptyPage(response);
    if (fault?.kind === 'short_page') url.searchParams.set('$top', String(fault.rows));
    if (url.searchParams.get('NextRowKey') === startAgain) {
      url.searchParams.delete('NextRowKey');
      url.searchParams.delete('NextPartitionKey');
    }
    const reply = await forward(request, body, `${url.pathname}${url.search}`, port);
    if (fault?.kind === 'mute_reply') return;
    if (fault?.kind === 'lose_reply') {
      await fault.meanwhile?.();
      request.socket.destroy();
      return;
    }
    response.writeHead(reply.status, reply.headers);
    if (fault?.kind === 'cut_reply') {
      response.write(reply.body.subarray(0, Math.floor(reply.body.length / 2)), () =>
        request.socket.destroy(),
      );
      return;
    }
    response.end(reply.body);
  } catch {
    request.socket.destroy();
  }
}

const startAgain = 'proxy-start';

function answer(response: ServerResponse, fault: Extract<ProxyFault, { kind: 'answer' }>): void {
  const retryAfter = fault.retryAfter === undefined ? {} : { 'Retry-After': fault.retryAfter };
  response.writeHead(fault.status, { 'Content-Type': 'application/json', ...retryAfter });
  response.end(errorBody(fault.code));
}

function answerInsideBatch(
  response: ServerResponse,
  fault: { readonly status: number; readonly code: string },
): void {
  response.writeHead(202, { 'Content-Type': 'multipart/mixed; boundary=batchresponse_1' });
  const inner = `HTTP/1.1 ${fault.status} Busy\r\nContent-Type: application/json\r\n\r\n${errorBody(fault.code)}\r\n`;
  response.end(
    `--batchresponse_1\r\nContent-Type: multipart/mixed; boundary=changesetresponse_1\r\n\r\n--changesetresponse_1\r\nContent-Type: application/http\r\n\r\n${inner}--changesetresponse_1--\r\n--batchresponse_1--\r\n`,
  );
}

function answerEmptyPage(response: ServerResponse): void {
  const next = {
    'x-ms-continuation-NextPartitionKey': startAgain,
    'x-ms-continuation-NextRowKey': startAgain,
  };
  response.writeHead(200, { 'Content-Type': 'application/json', ...next });
  response.end('{"value":[]}');
}

const errorBody = (code: string): string =>
  JSON.stringify({ 'odata.error': { code, message: { lang: 'en-US', value: `faked ${code}` } } });

async function forward(
  request: IncomingMessage,
  body: Buffer,
  path: string,
  port: number,
): Promise<{ readonly status: number; readonly headers: IncomingMessage['headers']; readonly body: Buffer }> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const headers = { ...request.headers, connection: 'close' };
  send({ host: '127.0.0.1', port, path, method: request.method, headers }, resolve)
    .on('error', reject)
    .end(body);
  const reply = await promise;
  const { connection: _, ...replyHeaders } = reply.headers;
  return { status: reply.statusCode ?? 0, headers: replyHeaders, body: await bodyOf(reply) };
}

async function bodyOf(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk);
  return Buffer.concat(chunks);
}
