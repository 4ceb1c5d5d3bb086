/** What a walk through the core has promised so far, kept apart from the core and checked after each step. */
import { isDeepStrictEqual } from 'node:util';
import { hasBegun, isFinished, type Run } from '../../src/core/run/run.ts';
import { intervalOf } from '../../src/core/schedule/interval.ts';
import type { EpochMs } from '../../src/core/time/time.ts';
import { CoreMachine } from './core-machine.ts';

export type Claim =
  | 'one_active'
  | 'range_kept'
  | 'counters'
  | 'slots_once'
  | 'slots_in_time'
  | 'finished_final'
  | 'epoch_grows'
  | 'paused_rests'
  | 'alone'
  | 'cancelled_ends';

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);

export class CoreLedger {
  readonly machine = new CoreMachine((run) => this.#enter(run));
  readonly runs = new Map<string, Run>();
  readonly cancelled = new Set<string>();
  /** Each claim that did not hold at some point of the walk. */
  readonly broken = new Set<Claim>();
  /** Fixed-rate slots that have come and are neither a run nor a skip nor counted as missed. */
  #open: number[] = [];
  #epoch = 0;

  #require(claim: Claim, holds: boolean): void {
    if (!holds) this.broken.add(claim);
  }

  /** Time goes on: the slots of a fixed rate come, unless the schedule is paused. */
  pass(to: EpochMs): void {
    const { config, now } = this.machine;
    const { schedule } = config;
    if (config.pause === undefined && schedule.after === 'start') {
      const interval = intervalOf(schedule);
      for (let slot: number = schedule.anchor; slot <= to; slot += interval) {
        if (slot > now && slot >= config.notBefore) this.#open.push(slot);
      }
    }
    this.machine.now = to;
  }

  /** A pause and a change replace the slots that have not been served. */
  forget(): void {
    this.#open = [];
  }

  check(): void {
    const { state, lease } = this.machine;
    const runs = [...this.runs.values()];
    const active = runs.filter((run) => !isFinished(run));
    this.#require('one_active', isDeepStrictEqual(active, state.active === undefined ? [] : [state.active]));
    this.#require('epoch_grows', lease.epoch >= this.#epoch);
    this.#epoch = lease.epoch;
    this.#checkCounters(runs);
  }

  #checkCounters(runs: readonly Run[]): void {
    const finished = runs.filter(isFinished);
    const having = (...outcomes: readonly string[]) =>
      finished.filter(({ state }) => outcomes.includes(state.outcome)).length;
    const expected = {
      execution: having('succeeded', 'failed', 'timed_out', 'lost'),
      success: having('succeeded'),
      failure: having('failed', 'timed_out', 'lost'),
      timedOut: having('timed_out'),
      lost: having('lost'),
      cancelled: having('cancelled'),
      skipped: having('skipped'),
      attempts: sum(finished.map(({ attempts }) => attempts.length)),
      missedSlots: sum(finished.map(({ missedSlots }) => missedSlots)),
    };
    const { consecutiveFailures: _, consecutiveLost: __, ...counted } = this.machine.state.statistics;
    this.#require('counters', isDeepStrictEqual(counted, expected));
  }

  #enter(run: Run): void {
    const before = this.runs.get(run.id);
    if (before === undefined) this.#enterNew(run);
    else {
      this.#require('finished_final', !isFinished(before));
      this.#require('range_kept', isDeepStrictEqual(run.range, before.range));
    }
    if (run.state.kind === 'running' && before?.state.kind !== 'running') this.#checkStart(run);
    this.runs.set(run.id, run);
  }

  #checkStart(run: Run): void {
    const { config } = this.machine;
    this.#require('paused_rests', run.trigger === 'request' || config.pause === undefined);
    this.#require('cancelled_ends', !this.cancelled.has(run.id));
    const begun = [...this.runs.values()].filter((each) => !isFinished(each) && hasBegun(each));
    this.#require('alone', begun.length === 0 && !this.machine.joined);
  }

  #enterNew(run: Run): void {
    if (run.trigger === 'request') return;
    const { config, now } = this.machine;
    this.#require('paused_rests', config.pause === undefined);
    this.#require('slots_in_time', run.slot <= now && run.slot >= config.notBefore);
    if (config.schedule.after === 'start') this.#serve(run);
    else this.#require('slots_once', this.#earliestServed(run) === this.#dueAfterFinish());
  }

  #earliestServed(run: Run): number {
    return run.slot - run.missedSlots * intervalOf(this.machine.config.schedule);
  }

  /** The slot and those missed before it were open, and none that came earlier stays open. */
  #serve(run: Run): void {
    const interval = intervalOf(this.machine.config.schedule);
    const count = run.missedSlots + 1;
    const served = Array.from({ length: count }, (_, k) => this.#earliestServed(run) + k * interval);
    const open = this.#open.filter((slot) => slot <= run.slot);
    this.#require('slots_once', isDeepStrictEqual(open, served));
    this.#open = this.#open.filter((slot) => slot > run.slot);
  }

  #dueAfterFinish(): number {
    const { config } = this.machine;
    const began = [...this.runs.values()].filter(isFinished).filter(({ attempts }) => attempts.length > 0);
    const lastEnd = Math.max(-Infinity, ...began.map(({ state }) => state.endedAt));
    return Math.max(config.notBefore, lastEnd + intervalOf(config.schedule));
  }
}
