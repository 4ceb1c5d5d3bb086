/** For tests that run the stand-in as a separate process: controls it over HTTP on 127.0.0.1. */
import http from 'node:http';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import { faultSchema } from './faults.ts';
import type { SqlServerStandIn } from './stand-in.ts';

export interface Control {
  readonly port: number;
  readonly close: () => void;
}

const faultBody = z.union([z.null(), faultSchema, z.array(faultSchema)]);

const punchesBody = z.strictObject({ date: z.iso.date() });
const known = 'GET /executions, PUT /fault or PUT /punches';

/**
 * GET /executions returns the list; PUT /fault takes null, a fault or a list of faults; PUT /punches takes a date, for
 * which late punches arrive.
 */
export async function startControl(standIn: SqlServerStandIn, port: number): Promise<Control> {
  const server = http.createServer((request, response) => {
    const reply = (status: number, body: unknown): void => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    };
    answer(request, standIn).then(
      (body) => reply(body === undefined ? 404 : 200, body ?? { error: known }),
      (error: unknown) => reply(400, { error: error instanceof Error ? error.message : String(error) }),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function answer(request: http.IncomingMessage, standIn: SqlServerStandIn): Promise<unknown> {
  if (request.method === 'GET' && request.url === '/executions') return standIn.executions;
  if (request.method === 'PUT' && request.url === '/punches') {
    const { date } = punchesBody.parse(JSON.parse(await text(request)));
    return { date, people: standIn.uploadLatePunches(date) };
  }
  if (request.method !== 'PUT' || request.url !== '/fault') return undefined;
  const body = faultBody.parse(JSON.parse(await text(request)));
  standIn.setFault(body ?? undefined);
  return { fault: body };
}
