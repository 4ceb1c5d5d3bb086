/** A year, or less of it: one process after another on one table, with pauses, crashes and changes of the schedule. */
import { noChannels } from '../../../src/adapters/notify/notifier.ts';
import { idGeneratorWith } from '../../../src/adapters/system/id-generator.ts';
import { sha256 } from '../../../src/adapters/system/sha256.ts';
import { storeOn } from '../../../src/adapters/table-storage/table-store.ts';
import { decide, type Decision } from '../../../src/core/job/decide.ts';
import { upcomingSlots } from '../../../src/core/job/upcoming-slots.ts';
import { TickMark } from '../../../src/core/job/tick-record.ts';
import { type EpochMs, epochMs, isoToEpochMs, minutes } from '../../../src/core/time/time.ts';
import { tick } from '../../../src/operations/tick.ts';
import type { Log, World } from '../../../src/ports.ts';
import { Chance } from '../../support/chance.ts';
import { settingsWith } from '../../support/core-samples.ts';
import { createTableInMemory } from '../../support/table-in-memory.ts';
import type { Rows } from '../truth.ts';
import { act } from './year-operators.ts';
import { YearClock } from './year-clock.ts';
import { YearRecord } from './year-record.ts';
import { YearServer } from './year-server.ts';

const minute = 60_000;
const hour = 60 * minute;
const begins = isoToEpochMs('2026-01-01T00:00:00+07:00');
const settings = {
  ...settingsWith({ MAX_ATTEMPTS: '3', RETRY_DELAYS_MINUTES: '10,20' }),
  // A heartbeat every 20 s would be most of the work.
  leaseRenewal: minutes(5),
  leaseExpiry: minutes(15),
};

export class Year {
  readonly clock = new YearClock(begins);
  readonly chance: Chance;
  readonly #table = createTableInMemory();
  readonly record = new YearRecord(this.#table, () => this.clock.now);
  readonly begins = begins;
  readonly ends: EpochMs;
  readonly #server: YearServer;
  #process = { alive: false };
  #ticking = false;
  #idle: { readonly rows: Rows; readonly until: number } | undefined;
  /** Of whoever asks. */
  readonly asking: World;

  constructor(seed: number, days: number) {
    this.chance = new Chance(`year ${seed}`);
    this.#server = new YearServer(this.chance, () => this.clock.now);
    this.ends = epochMs(begins + days * 24 * hour);
    this.asking = this.#worldOf({ alive: true });
  }

  async pass(): Promise<void> {
    this.#startProcess();
    this.#planCrash();
    this.#planCommand();
    await this.clock.run(this.ends);
  }

  #worldOf(process: { readonly alive: boolean }): World {
    const random = () => this.chance.next();
    const clock = this.clock.of(process);
    const idGenerator = idGeneratorWith(random);
    return {
      settings,
      clock,
      idGenerator,
      random,
      instance: { name: 'year', version: 'simulated' },
      sha256,
      store: storeOn(this.#table.client, { job: settings.job, clock, idGenerator, random }),
      runner: {
        execute: (execution) => this.#server.execute(clock, execution),
        probe: () => Promise.resolve(this.#server.executes ? 'alive' : 'gone'),
      },
      inspector: { inspect: () => Promise.reject(new Error('nobody asks for a preflight here')) },
      notifier: noChannels,
      shutdown: new AbortController().signal,
    };
  }

  #startProcess(): void {
    const process = { alive: true };
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

  async #tick(world: World, process: { readonly alive: boolean }): Promise<void> {
    this.record.noteTick(this.clock.now);
    if (this.#findsNothing()) return;
    this.#ticking = true;
    const decision = await tick(world, silent);
    // One that executes a run is there until it ends.
    this.record.noteTick(this.clock.now);
    const { rows } = this.record.truth;
    const found = decision === 'wait' ? this.#decision() : undefined;
    this.#idle = found?.kind === 'wait' && rows ? { rows, until: found.until ?? Infinity } : undefined;
    if (decision === 'wait') this.#announce();
    if (process.alive) this.#ticking = false;
  }

  #decision(): Decision | undefined {
    const { rows } = this.record.truth;
    const versions = { config: '', lease: '', state: '' };
    return rows && decide({ kind: 'ready', ...rows, versions }, this.clock.now, settings.startDelay);
  }

  /** It would decide as the tick before did, and leave no mark: that costs most of the time and changes nothing. */
  #findsNothing(): boolean {
    const { now } = this.clock;
    const mark = this.#table.row('control-ticks')?.['document'];
    const markDue = mark === undefined || now - TickMark.parse(JSON.parse(String(mark))).at >= 10 * minute;
    return !markDue && this.#idle?.rows === this.record.truth.rows && now < (this.#idle?.until ?? 0);
  }

  #announce(): void {
    const { truth, announced } = this.record;
    if (truth.rows === undefined || truth.rows.state.active !== undefined) return;
    const { config, state } = truth.rows;
    const forecast = { now: this.clock.now, usual: undefined, startDelay: settings.startDelay, count: 1 };
    const [slot] = upcomingSlots(config, state, forecast);
    if (announced.at(-1)?.slot !== slot?.at)
      announced.push({ at: this.clock.now, slot: slot?.at, movedFrom: slot?.moved?.from });
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
}

const nothing = (): void => undefined;
const silent: Log = { debug: nothing, info: nothing, warn: nothing, error: nothing };
