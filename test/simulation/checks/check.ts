/** What every check sees, and how it says that a promise was broken. */
import type { Settings } from '../../../src/core/settings/scheduler-settings.ts';
import type { Kernel } from '../kernel.ts';
import type { Arrival, Receivers } from '../receivers.ts';
import type { Call, SqlServer } from '../sql-server.ts';
import type { Disturbances } from './undisturbed.ts';
import type { Commit, Truth } from '../truth.ts';

export interface Scene {
  readonly kernel: Kernel;
  readonly server: SqlServer;
  readonly truth: Truth;
  readonly receivers: Receivers;
  readonly settings: Settings;
  /** Between two ticks of a process, in milliseconds. */
  readonly tickEvery: number;
  /** Whether a clock of this simulation is ever wrong by more than hosts' clocks differ. */
  readonly clocksJump: boolean;
  /** How often somebody has set a clock so far. */
  clockSettings: number;
  readonly disturbances: Disturbances;
}

/** Thrown by a check. `claim` names the promise as docs/specification.md does. */
export class Violation extends Error {
  override readonly name = 'Violation';
  readonly claim: string;
  constructor(claim: string, message: string) {
    super(message);
    this.claim = claim;
  }
}

export interface Check {
  readonly claim: string;
  /** After each atomic write: undefined, or how the promise was broken. */
  readonly committed?: (commit: Commit, scene: Scene) => string | undefined;
  /** When the server begins a call of the procedure. */
  readonly called?: (call: Call, scene: Scene) => string | undefined;
  /** Every few minutes, whatever happens. */
  readonly passed?: (scene: Scene) => string | undefined;
  /** When a notice or a ping reaches its receiver. */
  readonly arrived?: (arrival: Arrival, scene: Scene) => string | undefined;
  /** When a tick that had nothing to do has ended: how long it waited for receivers, in milliseconds. */
  readonly ticked?: (waited: number, name: string) => string | undefined;
  /** At the very end, when everything has come right. */
  readonly finished?: (scene: Scene) => string | undefined;
  /** When a call of the procedure has ended. */
  readonly ended?: (call: Call, scene: Scene) => string | undefined;
}

/** Each simulation has checks of its own, because they remember what they have seen. */
export type MakeCheck = () => Check;
