/** Runs one scenario to its end: first the faults, then the recovery, which is bounded. */
import { hasBegun, isFinished } from '../../src/core/run/run.ts';
import { Violation } from './checks/check.ts';
import { outboxClaim } from './checks/notices.ts';
import { recoveryClaim } from './checks/recovery.ts';
import { longestPauseMinutes } from './actions.ts';
import { longestQuiet } from './documents.ts';
import { type Scenario, scenarioOf } from './scenario.ts';
import { settleDays } from './settle-days.ts';
import { settleLate } from './settle-late.ts';
import { Simulation } from './simulation.ts';
import type { Rows } from './truth.ts';

export interface Result {
  readonly seed: number;
  readonly steps: number;
  /** Virtual milliseconds. */
  readonly lasted: number;
  readonly calls: number;
  readonly runs: number;
  readonly planned: number;
  /** What runs have come to: test/simulation/truth.ts. */
  readonly reached: ReadonlySet<string>;
  readonly violation: Violation | undefined;
}

/** The fewest steps of a simulation; one that has had fewer goes on without new faults. */
const leastSteps = 1_000;

export interface Options {
  /** Only these events of the plan happen, by their numbers. */
  readonly events?: readonly number[] | undefined;
  /** Receives the trace, line by line. */
  readonly tell?: ((line: string) => void) | undefined;
}

/** What is loaded when it is first needed takes real time: a simulation would not be the same twice. */
const loadBeforehand = () =>
  Promise.all([
    import('../../src/operations/notices/after-tick.ts'),
    import('../../src/operations/notices/watch-run.ts'),
    import('../../src/operations/notices/send-test.ts'),
    import('../../src/operations/coverage/ask-for-input.ts'),
  ]);

export async function simulate(seed: number, { events, tell }: Options = {}): Promise<Result> {
  await loadBeforehand();
  const full = scenarioOf(seed);
  const plan = full.plan.filter(({ number }) => events?.includes(number) ?? true);
  const scenario = { ...full, plan };
  const simulation = new Simulation(scenario, tell);
  const { kernel, server, truth } = simulation;
  let violation: Violation | undefined;
  try {
    while (kernel.now < scenario.horizon || kernel.steps < leastSteps) await simulation.step();
    simulation.heal();
    await recover(simulation, scenario);
    await settleDays(simulation, scenario);
    await settleLate(simulation, scenario);
    await sendAll(simulation);
    simulation.finish();
  } catch (error) {
    if (!(error instanceof Violation)) throw error;
    violation = error;
  }
  const { steps, now: lasted } = kernel;
  return {
    seed,
    steps,
    lasted,
    calls: server.calls.length,
    runs: truth.runs.size,
    planned: full.plan.length,
    reached: truth.reached,
    violation,
  };
}

const minute = 60_000;
const longestPause = longestPauseMinutes * minute;

/** Every run that was active ends, and one that began afterwards succeeds, before the time is up. */
async function recover(simulation: Simulation, scenario: Scenario): Promise<void> {
  const { kernel, server, truth } = simulation;
  const since = kernel.now;
  const until = since + timeToRecover(simulation, scenario);
  const knownBefore = new Set(truth.runs.keys());
  const callsBefore = server.calls.length;
  const succeeded = (): boolean =>
    [...truth.runs.values()].some(
      (run) =>
        isFinished(run) &&
        run.state.outcome === 'succeeded' &&
        run.trigger !== 'backfill' &&
        !knownBefore.has(run.id),
    );
  const open = (): boolean =>
    [...truth.runs.values()].some((run) => knownBefore.has(run.id) && !isFinished(run));
  // A run changes only with the control rows.
  let seen: Rows | undefined;
  const isOver = (): boolean => {
    if (seen === truth.rows) return false;
    seen = truth.rows;
    return succeeded() && !open();
  };
  while (!isOver()) {
    if (kernel.now > until || !(await simulation.step())) {
      const problem = open() ? 'a run did not end' : 'no new run succeeded';
      const minutes = Math.round((until - since) / minute);
      throw new Violation(
        recoveryClaim,
        `${problem} within ${minutes} minutes, ${server.calls.length - callsBefore} calls since`,
      );
    }
  }
}

/** With the longest wait between two tries, and quiet hours. */
const timeToSend = 150 * minute;

async function sendAll(simulation: Simulation): Promise<void> {
  const { kernel, truth } = simulation;
  const until = kernel.now + timeToSend;
  while (truth.waiting.size > 0)
    if (kernel.now > until || !(await simulation.step()))
      throw new Violation(
        outboxClaim,
        `after ${timeToSend / minute} minutes these still wait: ${JSON.stringify([...truth.waiting.values()])}`,
      );
}

/**
 * What the rows and the server still hold, the next interval, and the longest that one run takes with its retries. A
 * process whose connection has gone silent learns nothing before its time limit: where something on the way answers the
 * TCP keep-alive for the server, as a gateway does, the driver does not notice either.
 */
function timeToRecover(
  { server, truth, kernel }: Simulation,
  { settings, usual, tickEvery, documents }: Scenario,
): number {
  const left = Math.max(0, ...server.running().map(({ began, course }) => began + course.takes - kernel.now));
  const active = truth.rows?.state.active;
  const silence = active !== undefined && hasBegun(active) ? settings.runTimeout : 0;
  const { schedule } = truth.rows?.config ?? {};
  const interval = schedule?.kind === 'interval' ? schedule.hours * 60 * minute : 0;
  const delays =
    settings.retryDelays.reduce((sum, each) => sum + each, 0) + settings.maxAttempts * 15 * minute;
  return (
    left +
    silence +
    // A request to pause may still be on its way.
    longestPause +
    (documents ? longestQuiet : 0) +
    2 * (interval + delays + settings.startDelay + 4 * usual) +
    settings.leaseExpiry +
    10 * tickEvery +
    30 * minute
  );
}
