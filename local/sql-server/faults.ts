/**
 * Faults that tests inject: what the server does wrong, and how often. Handshake faults hit the next connections,
 * all others the next calls of spJamkerja.
 */
import { z } from 'zod';
import { scriptStep } from './script.ts';
import { sqlMessage } from './sql-message.ts';

const times = { times: z.int().min(1).optional() };
const milliseconds = z.number().min(0);
const afterPercent = z.number().min(0).max(100).default(0);

export const faultSchema = z.discriminatedUnion('kind', [
  /** Accepts the connection, then falls silent: at once, after LOGIN7, or when the procedure is called. */
  z.strictObject({ kind: z.literal('mute'), at: z.enum(['prelogin', 'login', 'procedure']), ...times }),
  z.strictObject({ kind: z.literal('deny-login'), error: sqlMessage.default({ number: 18456 }), ...times }),
  z.strictObject({ kind: z.literal('unknown-procedure'), ...times }),
  z.strictObject({ kind: z.literal('permission-denied'), ...times }),
  /** How long the procedure takes in total. */
  z.strictObject({ kind: z.literal('delay'), ms: milliseconds, ...times }),
  /** The procedure raises these and ends. */
  z.strictObject({ kind: z.literal('errors'), errors: z.array(sqlMessage).min(1), afterPercent, ...times }),
  /** A TCP reset, or an orderly close, during the run. */
  z.strictObject({ kind: z.literal('reset'), afterPercent, ...times }),
  z.strictObject({ kind: z.literal('fin'), afterPercent, ...times }),
  /** Keeps running with its lock, whatever the client sends, even after the client is gone. */
  z.strictObject({ kind: z.literal('ignore-attention'), ms: milliseconds, ...times }),
  /** Sends messages and never ends until it is cancelled. */
  z.strictObject({ kind: z.literal('endless-messages'), everyMs: milliseconds.default(20), ...times }),
  /** What the server shows of itself to somebody who asks; see server-face.ts. Calls of the procedure ignore it. */
  z.strictObject({
    kind: z.literal('server'),
    parameters: z.array(z.strictObject({ name: z.string(), type: z.string(), length: z.int() })).optional(),
    definition: z.string().optional(),
    mayLock: z.boolean().optional(),
    readOnly: z.boolean().optional(),
    sysadmin: z.boolean().optional(),
    clockAheadMs: z.number().optional(),
    offsetMinutes: z.int().optional(),
    without: z.array(z.string()).optional(),
    ...times,
  }),
  /** What dbo.spJamkerjaPending does. Calls of spJamkerja ignore it. */
  z.strictObject({
    kind: z.literal('pending'),
    procedure: z.enum(['missing', 'denied']).optional(),
    /** How long it takes. */
    takes: milliseconds.default(0),
    error: sqlMessage.optional(),
    /** Instead of its own; without columns there is no result. */
    rows: z.array(z.array(z.union([z.string(), z.number(), z.null()]))).optional(),
    columns: z.array(z.string()).default(['tanggal', 'jumlah']),
    ...times,
  }),
  /** Returns this many rows. */
  z.strictObject({ kind: z.literal('rows'), count: z.int().min(0), ...times }),
  /** The procedure does this instead of its own work. */
  z.strictObject({
    kind: z.literal('script'),
    steps: z.array(scriptStep),
    /** How long a rollback takes afterwards. */
    rollbackMs: milliseconds.default(0),
    ...times,
  }),
]);

export type Fault = z.input<typeof faultSchema>;
export type ActiveFault = z.output<typeof faultSchema>;
export type PendingFault = Extract<ActiveFault, { readonly kind: 'pending' }>;

export class Faults {
  #active: { readonly fault: ActiveFault; left: number }[] = [];

  /** Replaces all faults; without `times`, a fault lasts until it is replaced. */
  set(faults: readonly Fault[]): void {
    this.#active = faults.map((given) => {
      const fault = faultSchema.parse(given);
      return { fault, left: fault.times ?? Infinity };
    });
  }

  takePreloginMute(): boolean {
    return this.#take((fault) => fault.kind === 'mute' && fault.at === 'prelogin') !== undefined;
  }

  takeForLogin(): ActiveFault | undefined {
    return this.#take(
      (fault) => fault.kind === 'deny-login' || (fault.kind === 'mute' && fault.at === 'login'),
    );
  }

  takeForProcedure(): ActiveFault | undefined {
    return this.#take(
      (fault) =>
        fault.kind !== 'deny-login' &&
        fault.kind !== 'server' &&
        fault.kind !== 'pending' &&
        (fault.kind !== 'mute' || fault.at === 'procedure'),
    );
  }

  takeForPending(): PendingFault | undefined {
    const fault = this.#take(({ kind }) => kind === 'pending');
    return fault?.kind === 'pending' ? fault : undefined;
  }

  /** What is broken at the moment; uses nothing up. */
  get active(): readonly ActiveFault[] {
    return this.#active.filter(({ left }) => left > 0).map(({ fault }) => fault);
  }

  #take(applies: (fault: ActiveFault) => boolean): ActiveFault | undefined {
    const found = this.#active.find(({ fault, left }) => left > 0 && applies(fault));
    if (found === undefined) return undefined;
    found.left--;
    return found.fault;
  }
}
