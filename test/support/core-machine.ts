/**
 * The core driven on one in-memory set of rows, as the operations drive it, with processes that crash or come back
 * late and a server on which a procedure may outlive them. No I/O and no real time: a walk is replayed exactly.
 */
import {
  changeSchedule,
  defaultConfig,
  type JobConfig,
  pauseSchedule,
  resumeSchedule,
} from '../../src/core/job/job-config.ts';
import { rangeOfRequest, rangeOfSlot } from '../../src/core/run/date-range.ts';
import { decide, type Decision } from '../../src/core/job/decide.ts';
import { type AttemptResult, endAttempt } from '../../src/core/run/end-attempt.ts';
import {
  acquire,
  type CancellationRequest,
  type Lease,
  leaseOf,
  neverHeld,
  release,
  renew,
  requestCancellation,
} from '../../src/core/run/lease.ts';
import { noProgress } from '../../src/core/run/progress.ts';
import { beginAttempt, cancelWaiting, newRun, skip } from '../../src/core/run/start-and-finish.ts';
import { initialState, type JobState, recordRun } from '../../src/core/job/job-state.ts';
import { applyProbe, keepCancellationRequest, markProcessLost } from '../../src/core/run/reconciliation.ts';
import { type BegunRun, hasBegun, holdingOf, type Run, type WaitingRun } from '../../src/core/run/run.ts';
import type { DueSlots } from '../../src/core/schedule/slot.ts';
import type { Schedule } from '../../src/core/schedule/schedule.ts';
import { type DurationMs, type EpochMs, plus } from '../../src/core/time/time.ts';
import { endContext, settings, start } from './core-samples.ts';

export interface Holder {
  readonly epoch: number;
  readonly run: BegunRun;
  /** What it knows of its attempt's end and has not yet written. */
  result?: AttemptResult;
}

export class CoreMachine {
  now: EpochMs = start;
  config: JobConfig = defaultConfig(settings, start);
  state: JobState = initialState;
  lease: Lease = neverHeld;
  /** Processes that believe to run an attempt, oldest first. */
  holders: Holder[] = [];
  /** Under which epoch the procedure executes on the server now. */
  executing: number | undefined;
  /** Whether the last attempt began while the procedure was executing. */
  joined = false;
  readonly onRun: (run: Run) => void;
  #ids = 0;

  constructor(onRun: (run: Run) => void) {
    this.onRun = onRun;
  }

  decide(): Decision {
    const versions = { config: '', lease: '', state: '' };
    return decide(
      { kind: 'ready', config: this.config, lease: this.lease, state: this.state, versions },
      this.now,
      settings.startDelay,
    );
  }

  carryOut(decision: Decision, sqlAnswers: boolean): void {
    switch (decision.kind) {
      case 'initialise':
      case 'wait':
        return;
      case 'resume':
        return this.resume();
      case 'skip':
        return this.#record(skip(this.#scheduled(decision.due), 'still_running', this.now));
      case 'start':
        return this.#begin(this.#scheduled(decision.due));
      case 'attempt':
        return this.#begin(decision.run);
      case 'reconcile':
        return this.#reconcile(decision.run, sqlAnswers);
    }
  }

  heartbeat({ run }: Holder): void {
    const held = leaseOf(this.lease, holdingOf(run));
    if (held !== undefined) this.lease = renew(held, noProgress, this.now, settings.leaseExpiry);
  }

  /** The holder learns how its attempt ended; on the server it has ended unless that is not proven. */
  learn(holder: Holder, result: AttemptResult): void {
    holder.result = result;
    const open = result.kind === 'connection_lost' || ('confirmed' in result && !result.confirmed);
    if (!open && this.executing === holder.epoch) this.executing = undefined;
  }

  write(holder: Holder): void {
    if (holder.result === undefined) return;
    this.holders = this.holders.filter((each) => each !== holder);
    const { active } = this.state;
    const held = leaseOf(this.lease, holdingOf(holder.run));
    if (held === undefined || active?.id !== holder.run.id || !hasBegun(active)) return;
    const run = endAttempt(active, holder.result, endContext(this.now), held.stop);
    this.lease = release(this.lease);
    this.#record(run);
  }

  cancel(request: CancellationRequest): void {
    const { active } = this.state;
    if (active === undefined) return;
    if (!hasBegun(active)) return this.#record(cancelWaiting(active, 'siti', 'test', this.now));
    const held = leaseOf(this.lease, holdingOf(active));
    if (held !== undefined) this.lease = requestCancellation(held, request);
    this.#record(keepCancellationRequest(active, request) ?? active);
  }

  force(): void {
    if (this.state.active !== undefined) return;
    const requested = rangeOfRequest({}, this.now, this.config, settings.rangeMaxDays);
    if (requested.kind === 'range') this.#record(this.#new('request', this.now, 0, requested.range));
  }

  pause(duration: DurationMs | undefined): void {
    const until = duration === undefined ? {} : { until: plus(this.now, duration) };
    this.config = pauseSchedule(this.config, { by: 'siti', reason: 'test', since: this.now, ...until });
  }

  resume(): void {
    this.config = resumeSchedule(this.config, this.now, settings);
  }

  change(schedule: Pick<Schedule, 'hours' | 'after'>): void {
    const changed = changeSchedule(
      this.config,
      { ...this.config.schedule, ...schedule },
      { id: 'user:aad::siti', name: 'siti' },
      this.now,
      settings,
    );
    this.config = { ...changed, schedule: { ...changed.schedule, anchor: changed.notBefore } };
  }

  #begin(waiting: WaitingRun): void {
    const by = { holder: 'a:1', runId: waiting.id, attempt: waiting.state.attempt };
    this.lease = acquire(this.lease, by, this.now, settings.leaseExpiry);
    const { epoch } = this.lease;
    this.joined = this.executing !== undefined;
    const run = beginAttempt(waiting, { startedAt: this.now, epoch, instance: 'a:1', version: '1' });
    this.holders = [...this.holders, { epoch, run }];
    this.executing = epoch;
    this.#record(run);
  }

  #reconcile(run: BegunRun, sqlAnswers: boolean): void {
    const stop = leaseOf(this.lease, holdingOf(run))?.stop;
    const lost = markProcessLost(run, stop, this.now);
    if (run.state.kind === 'running') this.#record(lost);
    const truth = this.executing === undefined ? 'gone' : 'alive';
    const judged = applyProbe(lost, sqlAnswers ? truth : 'unknown', endContext(this.now));
    if (sqlAnswers && truth === 'gone') this.lease = release(this.lease);
    if (judged !== undefined) this.#record(judged);
  }

  #scheduled(due: DueSlots): WaitingRun {
    return this.#new('schedule', due.latest, due.missed, rangeOfSlot(due.latest, this.config));
  }

  #new(trigger: Run['trigger'], slot: EpochMs, missedSlots: number, range: Run['range']): WaitingRun {
    this.#ids += 1;
    return newRun({
      id: `run-${this.#ids}`,
      slot,
      missedSlots,
      createdAt: this.now,
      range,
      trigger,
      actor: 'test',
      reason: 'test',
    });
  }

  #record(run: Run): void {
    this.state = recordRun(this.state, run);
    this.onRun(run);
  }
}
