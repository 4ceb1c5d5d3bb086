/** One simulation: instances of the app on one table and one server, a plan of faults, and a judge of every step. */
import type { Run } from '../../src/core/run/run.ts';
import { createTableInMemory } from '../support/table-in-memory.ts';
import { AppInstance, type Surroundings } from './app-instance.ts';
import { longestPauseMinutes } from './actions.ts';
import { allChecks } from './checks/all.ts';
import { DayBook } from './checks/day-book.ts';
import { LateBook } from './checks/late-book.ts';
import { Disturbances } from './checks/undisturbed.ts';
import { begunBy, endedBy } from './checks/run-news.ts';
import { type Check, type Scene, Violation } from './checks/check.ts';
import { goodCourse, mixedCourse } from './courses.ts';
import { rightTime } from './host-clock.ts';
import { Kernel } from './kernel.ts';
import { carryOut } from './carry-out.ts';
import { command } from './operators.ts';
import type { Moment, Planned } from './plan.ts';
import { Receivers } from './receivers.ts';
import type { Scenario } from './scenario.ts';
import { SqlServer } from './sql-server.ts';
import { TableService } from './table-service.ts';
import { Timetable } from './timetable.ts';
import { Truth } from './truth.ts';

export class Simulation {
  readonly kernel: Kernel;
  readonly server: SqlServer;
  readonly service: TableService;
  readonly truth = new Truth();
  readonly receivers: Receivers;
  readonly scenario: Scenario;
  readonly instances: AppInstance[] = [];
  readonly #surroundings: Surroundings;
  /** Shared with the checks that ask which dates are computed. */
  readonly days = new DayBook();
  readonly late = new LateBook();
  readonly #checks: readonly Check[] = allChecks(this.days, this.late);
  readonly scene: Scene;
  readonly #tell: ((line: string) => void) | undefined;
  #violation: Violation | undefined;
  readonly #timetable: Timetable;
  #started = 0;
  #recovering = false;
  #healed = 0;

  constructor(scenario: Scenario, tell?: (line: string) => void) {
    const { chance, settings, usual, trouble, tickEvery, clocksJump, told } = scenario;
    this.scenario = scenario;
    this.#tell = tell;
    this.kernel = new Kernel(chance.stream('order'));
    this.server = new SqlServer(this.kernel, chance.stream('procedure'), mixedCourse(usual, trouble));
    this.receivers = new Receivers(this.kernel, told.channels, told.pings);
    const table = createTableInMemory();
    this.service = new TableService(table);
    this.truth.watch(table, () => this.service.sender);
    const { kernel, server, service, truth, receivers } = this;
    this.#surroundings = {
      kernel,
      chance,
      service,
      server,
      receivers,
      settings,
      tickEvery,
      ticked: (waited, name) => this.#judge((check) => check.ticked?.(waited, name)),
      tell: (who, line) => this.say(who, line),
    };
    this.scene = {
      kernel,
      server,
      truth,
      receivers,
      settings,
      tickEvery,
      clocksJump,
      clockSettings: 0,
      disturbances: new Disturbances(),
    };
    this.#timetable = new Timetable(kernel, scenario.plan, (planned, on) => this.#happen(planned, on));
    this.#observe();
    this.#lookRegularly();
    for (let index = 0; index < scenario.instances; index += 1) this.#startInstance(index);
    this.#timetable.begin();
  }

  say(who: string, line: string): void {
    this.#tell?.(`${stamp(this.kernel.now)} ${who.padEnd(6)} ${line}`);
  }

  #judge(problemOf: (check: Check) => string | undefined): void {
    for (const check of this.#checks) {
      const problem = problemOf(check);
      if (problem === undefined || this.#violation !== undefined) continue;
      this.#violation = new Violation(check.claim, problem);
      this.say('JUDGE', `${check.claim}: ${problem}`);
    }
  }

  #startInstance(index: number): void {
    this.#started += 1;
    const name = `${'abc'.charAt(index)}:${this.#started}`;
    const chance = this.scenario.chance.stream(`clock ${name}`);
    const clock = { ahead: chance.whole(-1_500, 1_500), rate: 1 + (chance.next() - 0.5) * 2e-4 };
    const instance = new AppInstance(name, this.#surroundings, clock);
    this.instances[index] = instance;
    this.say(name, 'starts');
    void instance.greet();
  }

  #observe(): void {
    const { truth, server, receivers } = this;
    receivers.onArrival = (arrival) => {
      const what = `${arrival.notice?.kind ?? 'ping'}${arrival.refused ? ' (refused)' : ''}`;
      this.say('told', `${arrival.channel}: ${what} ${arrival.id}, by ${arrival.by}`);
      this.#judge((check) => check.arrived?.(arrival, this.scene));
    };
    truth.onCommit = (commit) => {
      const { run } = commit;
      if (run !== undefined) this.say('table', `run ${run.id} is ${describeRun(run)}`);
      this.#judge((check) => check.committed?.(commit, this.scene));
      const { lease } = commit.after;
      if (begunBy(commit) !== undefined && lease.kind === 'held') this.#reached('begun', lease.holder);
      const ended = endedBy(commit).at(-1);
      if (ended !== undefined) this.#reached('settled', ended.instance);
    };
    server.applock.onTaken = ({ client }) => this.#reached('locked', client);
    server.onEnd = (call) => {
      this.#judge((check) => check.ended?.(call, this.scene));
      this.#reached('ended', call.client);
    };
    server.onCall = (call) => {
      const { client, range } = call;
      this.say('server', `${client ?? 'somebody else'} executes ${range.awal} to ${range.akhir}`);
      this.#judge((check) => check.called?.(call, this.scene));
      this.#reached('called', client);
    };
  }

  #lookRegularly(): void {
    this.#judge((check) => check.passed?.(this.scene));
    this.kernel.after(lookEvery, undefined, () => this.#lookRegularly());
  }

  #reached(moment: Moment, name: string | undefined): void {
    const index = this.instances.findIndex((instance) => instance.name === name);
    if (index !== -1) this.#timetable.reached(moment, index);
  }

  #happen({ action, number }: Planned, on: number | undefined): void {
    if (this.#recovering) return;
    // An operator is somewhere else.
    const strikes = on !== undefined && 'on' in action && action.kind !== 'command';
    const struck = strikes ? { ...action, on } : action;
    this.say('PLAN', `(${number}) ${JSON.stringify(struck)}`);
    carryOut(struck, number, {
      scene: this.scene,
      service: this.service,
      instances: this.instances,
      restart: (index) => this.#restart(index),
      putBack: (line, work) => {
        if (this.#recovering) return;
        work();
        this.say('PLAN', line);
      },
    });
  }

  #restart(index: number): void {
    if (this.instances[index]?.alive === false) this.#startInstance(index);
  }

  /** Everything works from now on, and the clocks are right. */
  heal(): void {
    this.#recovering = true;
    // What had begun under the faults may still bear their marks.
    this.scene.disturbances.noteEverybody('fault', this.kernel.now);
    this.say('PLAN', 'all faults end');
    this.service.heal();
    this.receivers.heal();
    this.server.payroll.heal();
    this.server.course = goodCourse(this.scenario.usual);
    this.server.leave();
    this.instances.forEach((instance, index) => {
      instance.clock.ahead = 0;
      this.scene.clockSettings += 1;
      instance.tableLink.heal();
      instance.sqlLink.heal();
      instance.suspendedUntil = 0;
      this.kernel.resume(instance);
      this.#restart(index);
    });
    this.kernel.after(lookEvery, undefined, () => this.#endPauses());
  }

  /** A command that was on its way when its process was suspended may still pause the schedule. */
  #endPauses(): void {
    this.kernel.after(lookEvery, undefined, () => this.#endPauses());
    const pause = this.truth.rows?.config.pause;
    const one = this.instances.find(({ alive }) => alive);
    if (pause === undefined || one === undefined) return;
    // One that was given an end is over by itself, unless a wrong clock gave it.
    const left = pause.until === undefined ? Infinity : pause.until - rightTime(this.kernel);
    if (left <= longestPauseMinutes * 60_000) return;
    this.#healed += 1;
    void command(one, { name: 'start' }, this.truth, `key heal ${this.#healed}`);
  }

  /** Everything has come right. */
  finish(): void {
    this.#judge((check) => check.finished?.(this.scene));
    if (this.#violation !== undefined) throw this.#violation;
  }

  async step(): Promise<boolean> {
    const more = await this.kernel.step();
    if (this.#violation !== undefined) throw this.#violation;
    return more;
  }
}

const lookEvery = 5 * 60_000;

const describeRun = ({ state }: Run): string =>
  state.kind === 'finished'
    ? `${state.outcome}: ${state.message}`
    : `${state.kind}, attempt ${state.kind === 'waiting' ? state.attempt : state.attempt.number}`;

/** `1d 03:15:20.123` since the beginning. */
function stamp(now: number): string {
  const iso = new Date(now).toISOString();
  return `${Math.floor(now / 86_400_000)}d ${iso.slice(11, 23)}`;
}
