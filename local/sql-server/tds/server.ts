/** Listens on 127.0.0.1 and gives each connection a session. The service handles the requests. */
import net from 'node:net';
import type { RequestContext, SessionControl } from './context.ts';
import type { Login } from './handshake.ts';
import type { SqlRequest } from './requests.ts';
import { Session } from './session.ts';
import type { SqlMessage } from './tokens.ts';

export type LoginDecision =
  | { readonly kind: 'accept' }
  | { readonly kind: 'deny'; readonly error: SqlMessage }
  | { readonly kind: 'mute' };

export interface TdsService {
  readonly answerPrelogin: () => 'answer' | 'mute';
  readonly decideLogin: (login: Login) => LoginDecision;
  readonly execute: (request: SqlRequest, context: RequestContext) => Promise<void>;
  /** The client requested a clean session (RESETCONNECTION) before its request. */
  readonly resetSession: (session: SessionControl) => void;
  /** The connection is gone and its last request has ended. */
  readonly sessionEnded: (session: SessionControl) => void;
  readonly log: (line: string) => void;
}

/** SQL Server reserves lower numbers for itself. */
const firstSpid = 51;

export class TdsServer {
  readonly #listener: net.Server;
  readonly #sessions = new Set<Session>();
  #nextSpid = firstSpid;

  constructor(service: TdsService) {
    this.#listener = net.createServer((socket) => {
      const session = new Session(this.#nextSpid++, socket, service, () => {
        this.#sessions.delete(session);
        service.sessionEnded(session);
      });
      this.#sessions.add(session);
    });
  }

  get port(): number {
    const address = this.#listener.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  }

  async listen(port: number): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#listener.once('error', reject);
      this.#listener.listen(port, '127.0.0.1', () => {
        this.#listener.off('error', reject);
        resolve();
      });
    });
  }

  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => {
      this.#listener.close(() => resolve());
    });
    for (const session of this.#sessions) session.terminate();
    await closed;
  }
}
