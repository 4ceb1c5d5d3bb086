/** What a client gets over a socket that breaks: nothing more, a half, or byte by byte. */
import type net from 'node:net';

export interface Outlet {
  readonly send: (bytes: Buffer) => void;
  /** From now on nothing gets through. */
  readonly hold: () => void;
  readonly broken: () => boolean;
  /** Half of what is held, or of what comes next, and then the end. */
  readonly halve: () => void;
  /** What is held and what comes next, byte by byte. */
  readonly drip: () => void;
  /** How many bytes have dripped. */
  readonly dripped: () => number;
  /** Without what was held. */
  readonly passAgain: () => void;
  readonly end: () => void;
}

type Mode = 'pass' | 'hold' | 'halve' | 'drip' | 'ended';

const dripMs = 5;

export function createOutlet(socket: net.Socket): Outlet {
  let mode: Mode = 'pass';
  let kept = Buffer.alloc(0);
  let broken = false;
  let dripped = 0;
  let dripping: NodeJS.Timeout | undefined;
  socket.once('close', () => clearInterval(dripping));

  const dripOne = (): void => {
    if (kept.length === 0 || !socket.writable) return;
    socket.write(kept.subarray(0, 1));
    kept = kept.subarray(1);
    dripped += 1;
  };
  const act = (): void => {
    if (!socket.writable) return;
    switch (mode) {
      case 'pass':
        socket.write(kept);
        kept = Buffer.alloc(0);
        return;
      case 'halve':
        if (kept.length < 2) return;
        socket.end(kept.subarray(0, Math.floor(kept.length / 2)));
        mode = 'ended';
        return;
      case 'drip':
        dripping ??= setInterval(dripOne, dripMs);
        return;
      case 'hold':
      case 'ended':
        return;
    }
  };
  const become = (next: Mode): void => {
    mode = next;
    act();
  };
  return {
    send: (bytes) => {
      kept = Buffer.concat([kept, bytes]);
      act();
    },
    hold: () => {
      broken = true;
      become('hold');
    },
    broken: () => broken,
    halve: () => become('halve'),
    drip: () => become('drip'),
    dripped: () => dripped,
    passAgain: () => {
      kept = Buffer.alloc(0);
      mode = 'pass';
    },
    end: () => {
      mode = 'ended';
      socket.end();
    },
  };
}
