/**
 * The bytes of a response as they arrive. A parser reads over them and decides what is passed on and what is dropped;
 * nothing stays that it has read.
 */

/** Yields when it needs more bytes, which it is then given. */
export type Step<T = void> = Generator<undefined, T, Buffer>;

export class ByteWindow {
  /** What has arrived and is not yet read starts at `at`. */
  buffer: Buffer = Buffer.alloc(0);
  at = 0;
  /** From here to `at` is passed on; undefined while something is dropped. */
  #kept: number | undefined = 0;
  #passed: Buffer[] = [];

  /** What was passed on since the last call. */
  takePassed(): readonly Buffer[] {
    const passed = this.#passed;
    this.#passed = [];
    return passed;
  }

  startDropping(): void {
    this.#pass();
    this.#kept = undefined;
  }

  stopDropping(): void {
    this.#kept = this.at;
  }

  /** Until as many bytes are there. They must be few: what has arrived of them is copied each time. */
  *need(length: number): Step {
    while (this.buffer.length - this.at < length) yield* this.more();
  }

  /** Over any number of bytes, without keeping them. */
  *advance(length: number): Step {
    let left = length;
    while (left > this.buffer.length - this.at) {
      left -= this.buffer.length - this.at;
      this.at = this.buffer.length;
      yield* this.more();
    }
    this.at += left;
  }

  *more(): Step {
    this.#pass();
    const rest = this.buffer.subarray(this.at);
    const chunk = yield;
    this.buffer = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    this.at = 0;
    if (this.#kept !== undefined) this.#kept = 0;
  }

  #pass(): void {
    if (this.#kept === undefined || this.#kept === this.at) return;
    this.#passed.push(this.buffer.subarray(this.#kept, this.at));
    this.#kept = this.at;
  }
}
