/**
 * A year, or less of it: one process after another on one table, with pauses, crashes and changes of the schedule. What
 * happens is noted as it happens, apart from the rows that "why?" reads.
 */
import { idGeneratorWith } from '../../../src/adapters/system/id-generator.ts';
import { sha256 } from '../../../src/adapters/system/sha256.ts';
import { storeOn } from '../../../src/adapters/table-storage/table-store.ts';
import { decide, type Decision } from '../../../src/core/job/decide.ts';
import { upcomingSlots } from '../../../src/core/job/upcoming-slots.ts';
import { TickMark } from '../../../src/core/job/tick-record.ts';
import type { Run } from '../../../src/core/run/run.ts';
import { type EpochMs, epochMs, isoToEpochMs, milliseconds, minutes } from '../../../src/core/time/time.ts';
import { tick } from '../../../src/operations/tick.ts';
import type { Execution, Log, World } from '../../../src/ports.ts';
import { Chance } from '../../support/chance.ts';
import { settingsWith } from '../../support/core-samples.ts';
import { createTableInMemory } from '../../support/table-in-memory.ts';
import { type Rows, Truth } from '../truth.ts';
import { act } from './year-operators.ts';
import { YearClock } from './year-clock.ts';

const minute = 60_000;
const hour = 60 * minute;
const begins = isoToEpochMs('2026-01-01T00:00:00+07:00');
export const settings = {
  ...settingsWith({ MAX_ATTEMPTS: '3', RETRY_DELAYS_MINUTES: '10,20' }),
  // A heartbeat every 20 s would be most of the work.
  leaseRenewal: minutes(5),
  leaseExpiry: minutes(15),
};

interface Process {
  alive: boolean;
}

/** The rows as they stood from `at` on. */
export interface Moment {
  readonly at: EpochMs;
  readonly rows: Rows;
}

/** At a tick that found nothing to do: what the preview announced as the next slot. */
export interface Announced {
  readonly at: EpochMs;
  readonly slot: EpochMs | undefined;
}

export class Year {
  readonly clock = new YearClock(begins);
  readonly chance: Chance;
  readonly truth = new Truth();
  readonly moments: Moment[] = [];
  /** Every tick that read the table. */
  readonly ticks: EpochMs[] = [];
  readonly announced: Announced[] = [];
  readonly created: { readonly at: EpochMs; readonly run: Run }[] = [];
  readonly begins = begins;
  readonly ends: EpochMs;
  #busyUntil = 0;
  #process: Process = { alive: false };
  #ticking = false;
  #idle: { readonly rows: Rows; readonly until: number } | undefined;
  readonly #table = createTableInMemory();
  /** Of whoever asks, whether a process serves ticks or not. */
  readonly asking: World;

  constructor(seed: number, days: number) {
    this.chance = new Chance(`year ${seed}`);
    this.ends = epochMs(begins + days * 24 * hour);
    this.asking = this.#worldOf({ alive: true });
    this.truth.watch(this.#table, () => undefined);
    this.truth.onCommit = ({ after, run, runBefore }) => {
      this.moments.push({ at: this.clock.now, rows: after });
      if (run !== undefined && runBefore === undefined) this.created.push({ at: this.clock.now, run });
    };
  }

  async pass(): Promise<void> {
    this.#startProcess();
    this.#planCrash();
    this.#planCommand();
    await this.clock.run(this.ends);
  }

  #worldOf(process: Process): World {
    const random = () => this.chance.next();
    const clock = this.clock.of(process);
    const idGenerator = idGeneratorWith(random);
    const { job } = settings;
    return {
      settings,
      clock,
      idGenerator,
      random,
      instance: { name: 'year', version: 'simulated' },
      sha256,
      store: storeOn(this.#table.client, { job, clock, idGenerator, random }),
      runner: {
        execute: (execution) => this.#execute(process, execution),
        probe: () => Promise.resolve(this.clock.now < this.#busyUntil ? 'alive' : 'gone'),
      },
      inspector: { inspect: () => Promise.reject(new Error('nobody asks for a preflight here')) },
      shutdown: new AbortController().signal,
    };
  }

  async #execute(process: Process, { observer, abort }: Execution) {
    if (this.clock.now < this.#busyUntil) return { kind: 'foreign_run' } as const;
    const takes = this.chance.pick([3, 20, 45, 100] as const) * minute;
    this.#busyUntil = this.clock.now + takes;
    observer.executing();
    await this.clock.of(process).sleep(milliseconds(takes), abort.signal);
    const stop = abort.reason();
    if (stop === undefined || stop.cause === 'shutdown')
      return { kind: 'succeeded', rowsAffected: 10, returnValue: 0 } as const;
    this.#busyUntil = this.clock.now;
    return { kind: 'stopped', rowsAffected: 0, confirmed: true, stop } as const;
  }

  #startProcess(): void {
    const process: Process = { alive: true };
    this.#process = process;
    this.#ticking = false;
    const world = this.#worldOf(process);
    const fire = (): void => {
      if (!process.alive) return;
      this.clock.at(this.clock.now + minute, fire);
      if (!this.#ticking) void this.#tick(world, process);
    };
    this.clock.at(this.clock.now + this.chance.whole(1, minute), fire);
  }

  async #tick(world: World, process: Process): Promise<void> {
    this.ticks.push(this.clock.now);
    if (this.#findsNothing()) return;
    this.#ticking = true;
    const decision = await tick(world, silent);
    const { rows } = this.truth;
    const found = decision === 'wait' ? this.decisionAt(this.clock.now) : undefined;
    this.#idle = found?.kind === 'wait' && rows ? { rows, until: found.until ?? Infinity } : undefined;
    if (decision === 'wait') this.#announce();
    if (process.alive) this.#ticking = false;
  }

  /** It would decide as the tick before did, and leave no mark: that costs most of the time and changes nothing. */
  #findsNothing(): boolean {
    const { now } = this.clock;
    const mark = this.#table.row('control-ticks')?.['document'];
    const markDue = mark === undefined || now - TickMark.parse(JSON.parse(String(mark))).at >= 10 * minute;
    return !markDue && this.#idle?.rows === this.truth.rows && now < (this.#idle?.until ?? 0);
  }

  #announce(): void {
    const { rows } = this.truth;
    if (rows === undefined || rows.state.active !== undefined) return;
    const { startDelay } = settings;
    const [slot] = upcomingSlots(rows.config, rows.state, {
      now: this.clock.now,
      usual: undefined,
      startDelay,
      count: 1,
    });
    const last = this.announced.at(-1);
    if (last?.slot !== slot?.at) this.announced.push({ at: this.clock.now, slot: slot?.at });
  }

  #planCrash(): void {
    this.clock.at(this.clock.now + this.chance.spread(2 * hour, 200 * hour), () => {
      this.#process.alive = false;
      this.clock.at(this.clock.now + this.chance.spread(minute, 40 * hour), () => {
        this.#startProcess();
        this.#planCrash();
      });
    });
  }

  #planCommand(): void {
    this.clock.at(this.clock.now + this.chance.spread(hour, 100 * hour), () => {
      void act(this);
      this.#planCommand();
    });
  }

  rowsAt(at: EpochMs): Moment | undefined {
    return this.moments[
      firstAfter(this.moments.length, (index) => this.moments[index]?.at ?? Infinity, at) - 1
    ];
  }

  /** Whether any tick came from the first instant to the last. */
  cameBetween(from: number, to: number): boolean {
    const { ticks } = this;
    const next = ticks[firstAfter(ticks.length, (index) => ticks[index] ?? Infinity, from - 1)];
    return next !== undefined && next <= to;
  }

  /** What a tick would have decided just then. */
  decisionAt(at: EpochMs): Decision | undefined {
    const moment = this.rowsAt(at);
    if (moment === undefined) return undefined;
    const versions = { config: '', lease: '', state: '' };
    return decide({ kind: 'ready', ...moment.rows, versions }, at, settings.startDelay);
  }
}

const silent: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

/** The index of the first that comes after the instant. */
function firstAfter(length: number, at: (index: number) => number, instant: number): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (at(middle) <= instant) low = middle + 1;
    else high = middle;
  }
  return low;
}
