/** Writes responses as the real host does: chunked, without Content-Length. */
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';

import type { HttpReply } from '../worker/protocol.ts';

const bodiless = new Set([204, 205, 304]);
/** Headers that the server sets itself. */
const framing = new Set(['content-length', 'transfer-encoding', 'connection', 'keep-alive']);

export type SendReply = (response: ServerResponse, reply: HttpReply) => void;

/** Adds host.json's customHeaders to every response, without replacing the function's own headers. */
export function createSendReply(
  customHeaders: Readonly<Record<string, string>>,
  isStopping: () => boolean,
): SendReply {
  return (response, reply) => {
    // As Kestrel does while draining, and when the client has ended its side: no further request can come.
    if (isStopping() || response.socket?.readableEnded === true) response.setHeader('connection', 'close');
    response.statusCode = reply.status;
    for (const [name, value] of Object.entries(reply.headers)) {
      if (!framing.has(name.toLowerCase())) response.setHeader(name, value);
    }
    for (const cookie of reply.setCookies) response.appendHeader('set-cookie', cookie);
    for (const [name, value] of Object.entries(customHeaders)) {
      if (!response.hasHeader(name)) response.setHeader(name, value);
    }
    // A write before the end makes node send chunks instead of a Content-Length.
    if (reply.body.length > 0 && !bodiless.has(reply.status)) response.write(reply.body);
    response.end();
  };
}

/** Kestrel refuses a request head before any of the host's own code runs: no headers of host.json, and the end. */
export function refuseRequest(response: ServerResponse, status: number): void {
  response.writeHead(status, { 'content-length': '0', connection: 'close' }).end();
}

export function emptyReply(status: number, headers: HttpReply['headers'] = {}): HttpReply {
  return { status, headers, setCookies: [], body: new Uint8Array() };
}

export function textReply(status: number, contentType: string, text: string): HttpReply {
  return { status, headers: { 'content-type': contentType }, setCookies: [], body: Buffer.from(text) };
}

/** Responses that have not been sent completely. */
export class OpenResponses {
  readonly #open = new Set<ServerResponse>();

  add(response: ServerResponse): void {
    this.#open.add(response);
    response.once('close', () => this.#open.delete(response));
  }

  async allSent(): Promise<void> {
    await Promise.all([...this.#open].map((response) => once(response, 'close')));
  }
}
