/** What a seed stands for: settings, instances, how the procedure behaves, and what goes wrong when. */
import { parseSettings, type Settings } from '../../src/core/settings/scheduler-settings.ts';
import { Chance } from '../support/chance.ts';
import { daysPlan } from './days-plan.ts';
import { beginning } from './host-clock.ts';
import { latePlan, lateWays } from './late-plan.ts';
import { makePlan, type Planned } from './plan.ts';
import { receiverPlan, type Told, whoIsTold } from './receiver-plan.ts';

export interface Scenario {
  readonly seed: number;
  readonly chance: Chance;
  readonly settings: Settings;
  readonly instances: number;
  readonly tickEvery: number;
  /** How long the procedure usually takes. */
  readonly usual: number;
  /** The share of calls that do not go well. */
  readonly trouble: number;
  readonly clocksJump: boolean;
  /** Whether operators set whole schedule documents, not intervals alone. */
  readonly documents: boolean;
  /** Until then things go wrong; afterwards everything has to come right by itself. */
  readonly horizon: number;
  readonly plan: readonly Planned[];
  readonly told: Told;
}

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

const usualSteps = 1_500;

export function scenarioOf(seed: number): Scenario {
  const chance = new Chance(`simulation ${seed}`);
  const own = chance.stream('scenario');
  const instances = own.pick([1, 2, 2, 3] as const);
  const clocksJump = own.happens(0.3);
  // Most schedules are intervals alone, and more events fall upon their runs.
  const documents = chance.stream('documents').happens(0.3);
  const interval = own.pick([0.5, 0.5, 1, 3] as const);
  const tickEvery = (interval === 0.5 ? own.pick([15, 60] as const) : own.pick([60, 120] as const)) * second;
  // About as many steps whatever the rhythm of the ticks: each takes a read of the table, there and back.
  const horizon = Math.min(16 * hour, (usualSteps * tickEvery) / (3 * instances));
  const usual = own.pick([20 * second, 3 * minute, 20 * minute] as const);
  const late = lateWays(chance.stream('late'));
  const environment = {
    INTERVAL_HOURS: String(interval),
    RUN_TIMEOUT_MINUTES: String((own.pick([3, 6, 20] as const) * usual) / minute),
    MAX_ATTEMPTS: own.pick(['1', '3', '3', '5'] as const),
    RETRY_DELAYS_MINUTES: own.pick(['0', '0.2', '1,5,15'] as const),
    RETRY_TIMEOUTS: own.pick(['false', 'true'] as const),
    START_DELAY_SECONDS: own.pick(['0', '60', '300'] as const),
    FORCE_COOLDOWN_SECONDS: own.pick(['0', '60', '1800'] as const),
    LEASE_EXPIRY_SECONDS: own.pick(['60', '150', '600'] as const),
    ...daysOf(chance.stream('days')),
    ...late.settings,
  };
  const parsed = parseSettings(environment, undefined);
  if (parsed.kind === 'invalid') throw new Error(parsed.problems.join('; '));
  const told = whoIsTold(chance.stream('receivers'));
  const plan = makePlan(chance.stream('plan'), {
    instances,
    horizon,
    events: own.whole(3, 40),
    clocksJump,
    documentsFor: documents ? horizon : undefined,
    limits: [parsed.settings.leaseExpiry, parsed.settings.runTimeout],
  });
  const receivers = receiverPlan(chance.stream('receiver plan'), told, {
    horizon,
    instances,
    first: plan.length,
  });
  const days = daysPlan(chance.stream('days plan'), {
    horizon,
    instances,
    first: plan.length + receivers.length,
  });
  const first = plan.length + receivers.length + days.length;
  const uploads = latePlan(chance.stream('late plan'), late, { horizon, instances, first });
  return {
    seed,
    chance,
    settings: parsed.settings,
    instances,
    tickEvery,
    usual,
    trouble: own.pick([0, 0.2, 0.6] as const),
    clocksJump,
    documents,
    horizon,
    plan: [...plan, ...receivers, ...days, ...uploads],
    told,
  };
}

/** In two of five, dates are missing from the start. */
function daysOf(chance: Chance): Readonly<Record<string, string>> {
  const before = chance.happens(0.4) ? chance.spread(1, 9) : 0;
  const since = new Date(beginning - Math.floor(before) * 24 * hour).toISOString().slice(0, 10);
  const chunkDays = chance.pick(['', '', '1', '5'] as const);
  return {
    ...(before === 0 ? {} : { COVERAGE_SINCE: since }),
    DAY_SETTLES_AFTER_HOURS: chance.pick(['0', '6', '12'] as const),
    BACKFILL: chance.happens(0.85) ? 'auto' : 'ask',
    // As many dates as a run has, one at a time, or several at once.
    BACKFILL_CHUNK_DAYS: chunkDays === '1' && before > 4 ? '' : chunkDays,
  };
}
