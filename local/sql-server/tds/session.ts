/**
 * One client connection: handshake, then one request at a time. It never stops reading the socket, because an
 * attention may arrive at any moment. Each request message gets one response message.
 */
import type { Socket } from 'node:net';
import { answerRequest } from './answer-request.ts';
import type { SessionControl } from './context.ts';
import { preloginResponse } from './handshake.ts';
import { answerLogin } from './login-response.ts';
import { frame, MessageReader, packetStatus, packetType, type Message } from './packets.ts';
import { parseRequest, type SqlRequest } from './requests.ts';
import { ResponseWriter } from './response-writer.ts';
import { RunningRequest } from './running-request.ts';
import type { TdsService } from './server.ts';
import { doneFlag, doneToken, resetConnectionToken } from './tokens.ts';
import { Transactions } from './transactions.ts';

const resetBits = packetStatus.resetConnection | packetStatus.resetConnectionKeepTransaction;
const defaultPacketSize = 4096;

export class Session implements SessionControl {
  readonly spid: number;
  user = '';
  database = 'master';
  readonly transactions = new Transactions();
  readonly #service: TdsService;
  readonly #socket: Socket;
  readonly #reader = new MessageReader();
  readonly #waiting: Message[] = [];
  readonly #ended: () => void;
  #stage: 'prelogin' | 'login' | 'ready' | 'mute' = 'prelogin';
  #packetSize = defaultPacketSize;
  #busy = false;
  #running: RunningRequest | undefined;
  #attentions = 0;
  #closed = false;

  constructor(spid: number, socket: Socket, service: TdsService, ended: () => void) {
    this.spid = spid;
    this.#socket = socket;
    this.#service = service;
    this.#ended = ended;
    socket.setNoDelay(true);
    socket.on('error', () => socket.destroy());
    socket.on('data', (chunk) => this.#receive(chunk));
    socket.on('close', () => this.#socketClosed());
  }

  reset = (): void => void this.#socket.resetAndDestroy();
  hangUp = (): void => void this.#socket.end();

  /** The server is shutting down: even a request that ignores everything else ends. */
  terminate(): void {
    this.#running?.terminate();
    this.reset();
  }

  #receive(chunk: Buffer): void {
    try {
      for (const message of this.#reader.push(chunk)) this.#accept(message);
    } catch (error) {
      this.#service.log(`session ${this.spid}: ${String(error)}`);
      this.reset();
    }
  }

  #accept(message: Message): void {
    if (this.#stage === 'mute') return;
    if (message.type === packetType.attention) {
      if (!this.#busy) return this.#send(doneToken(doneFlag.attention));
      this.#attentions++;
      this.#running?.attentionArrived();
      return;
    }
    this.#waiting.push(message);
    if (!this.#busy) void this.#work();
  }

  async #work(): Promise<void> {
    this.#busy = true;
    // Requests queued before the client disconnected are not started.
    for (let message = this.#waiting.shift(); message && !this.#closed; message = this.#waiting.shift()) {
      try {
        await this.#handle(message);
      } catch (error) {
        this.#service.log(`session ${this.spid}: ${String(error)}`);
        this.reset();
      }
      // The acknowledgement is a separate message after the response, which may be cut short.
      for (; this.#attentions > 0; this.#attentions--) this.#send(doneToken(doneFlag.attention));
    }
    this.#busy = false;
    if (this.#closed) this.#ended();
  }

  async #handle(message: Message): Promise<void> {
    if ((message.status & packetStatus.ignoreMessage) !== 0) return this.#send(doneToken(doneFlag.error));
    if (this.#stage === 'prelogin' && message.type === packetType.prelogin) return this.#prelogin();
    if (this.#stage === 'login' && message.type === packetType.login7) return this.#login(message.data);
    const request = this.#stage === 'ready' ? parseRequest(message) : undefined;
    if (request === undefined) throw new Error(`packet type ${message.type} in stage ${this.#stage}`);
    return this.#answer(request, (message.status & resetBits) !== 0);
  }

  async #answer(request: SqlRequest, resetFirst: boolean): Promise<void> {
    const writer = new ResponseWriter(this.#socket, this.#packetSize, this.spid);
    if (resetFirst) {
      this.#service.resetSession(this);
      writer.write(resetConnectionToken());
    }
    const running = new RunningRequest();
    this.#running = running;
    const next = await answerRequest(request, this, running, writer, this.#service);
    this.#running = undefined;
    if (next === 'hang-up') this.hangUp();
  }

  #prelogin(): void {
    const mute = this.#service.answerPrelogin() === 'mute';
    this.#stage = mute ? 'mute' : 'login';
    if (!mute) this.#send(preloginResponse());
  }

  #login(data: Buffer): void {
    const answer = answerLogin(data, this.#service);
    if (answer.kind === 'mute') {
      this.#stage = 'mute';
      return;
    }
    // In packets of the old size: this message tells the client the new one.
    this.#send(answer.reply);
    if (answer.kind === 'denied') return this.hangUp();
    this.user = answer.user;
    this.database = answer.database;
    this.#packetSize = answer.packetSize;
    this.#stage = 'ready';
  }

  #send(...tokens: readonly Buffer[]): void {
    if (!this.#socket.writable) return;
    this.#socket.write(frame(packetType.response, Buffer.concat(tokens), this.#packetSize, this.spid));
  }

  #socketClosed(): void {
    this.#closed = true;
    this.#running?.connectionLost();
    if (!this.#busy) this.#ended();
  }
}
