/**
 * One response message, sent packet by packet. Like SQL Server, it holds data back until a packet is full, flush()
 * or end(): this is why PRINT arrives late and RAISERROR … WITH NOWAIT at once.
 */
import type { Socket } from 'node:net';
import { headerLength, packetStatus, packetType, writeHeader } from './packets.ts';

export class ResponseWriter {
  readonly #socket: Socket;
  readonly #packetSize: number;
  readonly #spid: number;
  #packet: Buffer;
  #position = headerLength;
  #nextId = 1;

  constructor(socket: Socket, packetSize: number, spid: number) {
    this.#socket = socket;
    this.#packetSize = packetSize;
    this.#spid = spid;
    this.#packet = Buffer.allocUnsafe(packetSize);
  }

  write(data: Buffer): void {
    for (let offset = 0; offset < data.length;) {
      // A full packet is sent only when more data follows, so that the last one can carry end-of-message.
      if (this.#position === this.#packetSize) this.#send(0);
      const copied = data.copy(this.#packet, this.#position, offset);
      this.#position += copied;
      offset += copied;
    }
  }

  flush(): void {
    if (this.#position > headerLength) this.#send(0);
  }

  end(): void {
    this.#send(packetStatus.endOfMessage);
  }

  get isFull(): boolean {
    return this.#socket.writableNeedDrain && !this.#socket.destroyed;
  }

  /** Resolves when the client has read what was sent, or is gone, or the request was aborted. */
  async drained(signal: AbortSignal): Promise<void> {
    if (!this.isFull || signal.aborted) return;
    const socket = this.#socket;
    await new Promise<void>((resolve) => {
      const settle = (): void => {
        socket.off('drain', settle);
        socket.off('close', settle);
        signal.removeEventListener('abort', settle);
        resolve();
      };
      socket.on('drain', settle);
      socket.on('close', settle);
      signal.addEventListener('abort', settle);
    });
  }

  #send(status: number): void {
    const packet = this.#packet.subarray(0, this.#position);
    writeHeader(packet, packetType.response, status, this.#spid, this.#nextId++);
    if (this.#socket.writable) this.#socket.write(packet);
    this.#packet = Buffer.allocUnsafe(this.#packetSize);
    this.#position = headerLength;
  }
}
