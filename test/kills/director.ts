/** Watches all wires of a world, strikes at the points of the plan, and keeps a log for the case of a failure. */
import { setTimeout as wait } from 'node:timers/promises';
import { type Instance, kill, resume, suspend } from './instance.ts';
import { AnsweredMessages } from './answered-messages.ts';
import type { Fault, Plan, PlannedFault } from './plan.ts';
import type { Message, Stage, Verdict } from './wire.ts';

export interface Happening {
  readonly at: number;
  readonly who: string;
  readonly what: string;
}

type Suspension = Extract<Fault, { kind: 'suspend' }>;

export class Director {
  #armed: PlannedFault[] = [];
  #counts = new Map<string, number>();
  #numbers = new WeakMap<Message, number>();
  readonly #answered: AnsweredMessages;
  #log: Happening[] = [];
  /** A fault is on its way to them: a second one would strike an instance that is already going down. */
  readonly #aimedAt = new Set<Instance>();
  /** How many faults struck in this round, and when the last one was over. */
  struck = 0;
  /** Resolves when no fault is about to strike. */
  struckAll: Promise<void> = Promise.resolve();
  lastFaultAt = 0;

  constructor(leaseExpiryMs: number) {
    this.#answered = new AnsweredMessages(leaseExpiryMs);
  }

  get log(): readonly Happening[] {
    return this.#log;
  }

  begin({ faults }: Plan): void {
    this.#armed = [...faults];
    this.#counts = new Map();
    this.#answered.forget();
    this.#log = [];
    this.struck = 0;
    this.lastFaultAt = Date.now();
  }

  /** Whatever has not struck yet does not. */
  disarm(): void {
    this.#armed = [];
  }

  note(who: string, what: string): void {
    this.#log.push({ at: Date.now(), who, what });
  }

  gate = async (instance: Instance, message: Message, stage: Stage): Promise<Verdict> => {
    const nth = this.#numberOf(instance, message);
    if (stage === 'before' && message.name !== 'read' && message.name !== 'other')
      this.note(instance.name, `${message.name} ${message.detail}`);
    if (stage === 'answered') this.#answered.note(instance, message.name);
    const [next] = this.#armed;
    if (next === undefined || instance.faulty || this.#aimedAt.has(instance)) return 'pass';
    const { point } = next;
    if (point.message !== message.name || point.nth !== nth || point.stage !== stage) return 'pass';
    this.#armed.shift();
    this.#counts = new Map();
    this.#aimedAt.add(instance);
    const striking = wait(point.delayMs)
      .then(() => this.#strike(instance, next))
      .finally(() => this.#aimedAt.delete(instance));
    // Also when the run has ended meanwhile, the round has not.
    this.struckAll = Promise.all([this.struckAll, striking]).then(() => undefined);
    return striking;
  };

  #numberOf(instance: Instance, message: Message): number {
    const known = this.#numbers.get(message);
    if (known !== undefined) return known;
    const key = `${instance.name} ${message.name}`;
    const nth = (this.#counts.get(key) ?? 0) + 1;
    this.#counts.set(key, nth);
    this.#numbers.set(message, nth);
    return nth;
  }

  async #strike(instance: Instance, { point, fault }: PlannedFault): Promise<Verdict> {
    const { host } = instance.app;
    const worker = host.workerPid();
    this.struck += 1;
    const over = (): void => {
      this.lastFaultAt = Date.now();
    };
    switch (fault.kind) {
      case 'kill worker':
        this.note(instance.name, `SIGKILL of the worker ${worker}`);
        instance.suffer(async () => 'worker lost');
        await kill(worker);
        over();
        return 'drop';
      case 'kill host':
        this.note(instance.name, `SIGKILL of the host ${host.pid}, whose worker is ${worker}`);
        instance.suffer(async () => 'host lost');
        await Promise.all([host.kill(), kill(host.pid)]);
        over();
        return 'drop';
      case 'terminate':
        this.note(instance.name, `SIGTERM, its worker is ${worker}`);
        instance.suffer(async () => {
          await host.stop('SIGTERM');
          this.note(instance.name, 'has ended in order');
          over();
          return 'host lost';
        });
        return 'pass';
      case 'suspend':
        return this.#suspend(instance, worker, fault, point.stage);
    }
  }

  async #suspend(instance: Instance, pid: number, fault: Suspension, stage: Stage): Promise<Verdict> {
    this.note(instance.name, `SIGSTOP of the worker ${pid}`);
    const continued = Promise.withResolvers<Verdict>();
    const stopped = suspend(pid);
    instance.suffer(async () => {
      await stopped;
      await this.#answered.until(fault.until, instance);
      await wait(fault.lateMs);
      this.note(instance.name, `SIG${fault.ending === 'kill' ? 'KILL' : 'CONT'} of the worker ${pid}`);
      if (fault.ending === 'kill') await kill(pid);
      else resume(pid);
      this.lastFaultAt = Date.now();
      continued.resolve(fault.ending === 'kill' ? 'drop' : 'pass');
      return fault.ending === 'kill' ? 'worker lost' : 'unharmed';
    });
    await stopped;
    // As if it had been stopped just before it sent this; otherwise the answer waits for it.
    return stage === 'before' ? continued.promise : 'pass';
  }
}
