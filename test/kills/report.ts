/** What the command prints: a line for each round, the whole log of one that went wrong, and the sum of all. */
import { describePlan } from './describe-plan.ts';
import type { RoundReport } from './round.ts';

const seconds = (ms: number | undefined): string => `${((ms ?? 0) / 1_000).toFixed(1)} s`;

interface ReportOptions {
  readonly seed: number;
  readonly kills: number;
  /** The only one, of which everything is told. */
  readonly round: number | undefined;
}

export class Report {
  readonly #began = performance.now();
  readonly #seed: number;
  readonly #tellsAll: boolean;
  readonly #recoveries: number[] = [];
  readonly #byKind = new Map<string, number>();
  #rounds = 0;
  #missed = 0;
  #attempts = 0;
  kills = 0;
  failed = false;

  constructor({ seed, kills, round }: ReportOptions) {
    this.#seed = seed;
    this.#tellsAll = round !== undefined;
    console.log(round === undefined ? `${kills} kills, seed ${seed}` : `Round ${round} of seed ${seed}`);
  }

  add(round: RoundReport): void {
    const { plan, struck, run, recoveryMs, violations } = round;
    this.#rounds += 1;
    this.kills += struck;
    this.#attempts += run?.attempts.length ?? 0;
    if (struck > 0) this.#recoveries.push(recoveryMs);
    else if (plan.faults.length > 0) this.#missed += 1;
    for (const { fault } of plan.faults.slice(0, struck))
      this.#byKind.set(fault.kind, (this.#byKind.get(fault.kind) ?? 0) + 1);
    const ends = run?.attempts.map(({ outcome }) => outcome).join(', ') ?? 'no attempt';
    const took = struck === 0 ? 'not reached' : seconds(recoveryMs);
    console.log(
      `${String(this.kills).padStart(4)}  round ${plan.round}: ${describePlan(plan)} → ${ends} (${took})`,
    );
    if (violations.length > 0) this.#fail(round);
    else if (this.#tellsAll) tell(round);
  }

  addFinal(violations: readonly string[]): void {
    if (violations.length === 0 || this.failed) return;
    this.failed = true;
    console.error(`\nThe whole history:\n${violations.map((each) => `  ${each}\n`).join('')}`);
  }

  end(): boolean {
    const sorted = this.#recoveries.toSorted((one, other) => one - other);
    const kinds = [...this.#byKind].map(([kind, count]) => `${count} ${kind}`).join(', ');
    console.log(
      `${this.failed ? 'FAILED' : 'passed'}: ${this.kills} kills (${kinds}) in ${this.#rounds} rounds (${this.#missed} did not reach their point), ${this.#attempts} attempts, in ${Math.round((performance.now() - this.#began) / 1_000)} s; from the last fault to the end of the run: median ${seconds(sorted[Math.floor(sorted.length / 2)])}, longest ${seconds(sorted.at(-1))}`,
    );
    return !this.failed;
  }

  #fail(round: RoundReport): void {
    const { plan, violations } = round;
    this.failed = true;
    console.error(
      `\nVIOLATION in round ${plan.round} of seed ${this.#seed}:\n${violations.map((each) => `  ${each}\n`).join('')}`,
    );
    tell(round);
    console.error(`Again: npm run test:kills -- --seed ${this.#seed} --round ${plan.round}\n`);
  }
}

function tell({ plan, run, log }: RoundReport): void {
  const first = log[0]?.at ?? 0;
  const lines = log.map(
    ({ at, who, what }) => `  ${((at - first) / 1_000).toFixed(3).padStart(8)}  ${who.padEnd(3)}  ${what}`,
  );
  console.log(`Plan: ${describePlan(plan)}
What happened, in seconds:
${lines.join('\n')}
The run on record:
${JSON.stringify(run, undefined, 2)}`);
}
