/**
 * Faults that tests ask for: what the server is to do wrong, and how often. Faults of the handshake strike the next
 * connections, all others the next calls of spJamkerja.
 */
import { z } from 'zod';

const times = { times: z.int().min(1).optional() };
const milliseconds = z.number().min(0);
const afterPercent = z.number().min(0).max(100).default(0);

const sqlMessage = z.strictObject({
  number: z.int(),
  message: z.string().optional(),
  class: z.int().min(0).max(25).optional(),
  state: z.int().min(0).max(255).optional(),
  procedure: z.string().optional(),
  line: z.int().min(0).optional(),
});

export const faultSchema = z.discriminatedUnion('kind', [
  /** accepts, then never says anything more: at once, after LOGIN7, or when the procedure is called */
  z.strictObject({ kind: z.literal('mute'), at: z.enum(['prelogin', 'login', 'procedure']), ...times }),
  z.strictObject({ kind: z.literal('deny-login'), error: sqlMessage.default({ number: 18456 }), ...times }),
  z.strictObject({ kind: z.literal('unknown-procedure'), ...times }),
  z.strictObject({ kind: z.literal('permission-denied'), ...times }),
  /** the procedure takes so long in all */
  z.strictObject({ kind: z.literal('delay'), ms: milliseconds, ...times }),
  /** the procedure raises these and ends */
  z.strictObject({ kind: z.literal('errors'), errors: z.array(sqlMessage).min(1), afterPercent, ...times }),
  /** TCP reset, or an orderly close, in the middle of the run */
  z.strictObject({ kind: z.literal('reset'), afterPercent, ...times }),
  z.strictObject({ kind: z.literal('fin'), afterPercent, ...times }),
  /** runs on to its end with its lock, whatever the client sends and even when it is gone */
  z.strictObject({ kind: z.literal('ignore-attention'), ms: milliseconds, ...times }),
  /** sends messages and never ends, unless it is cancelled */
  z.strictObject({ kind: z.literal('endless-messages'), everyMs: milliseconds.default(20), ...times }),
  /** returns so many rows */
  z.strictObject({ kind: z.literal('rows'), count: z.int().min(0), ...times }),
]);

export type Fault = z.input<typeof faultSchema>;
export type ActiveFault = z.output<typeof faultSchema>;
export type FaultMessage = z.output<typeof sqlMessage>;

export class Faults {
  #active: { readonly fault: ActiveFault; left: number }[] = [];

  /** Replaces all faults; without `times` a fault stays until it is replaced. */
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
      (fault) => fault.kind !== 'deny-login' && (fault.kind !== 'mute' || fault.at === 'procedure'),
    );
  }

  #take(applies: (fault: ActiveFault) => boolean): ActiveFault | undefined {
    const found = this.#active.find(({ fault, left }) => left > 0 && applies(fault));
    if (found === undefined) return undefined;
    found.left--;
    return found.fault;
  }
}
