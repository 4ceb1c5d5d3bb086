/** Checks the connection to SQL Server as a run would use it. Counts as a request of its caller: it logs in there. */
import type { CommandRefusal } from '../../core/job/command-outcome.ts';
import { rowsOrDefaults } from '../../core/job/snapshot.ts';
import type { PreflightTarget } from '../../core/preflight/preflight-facts.ts';
import type { Finding } from '../../core/preflight/finding.ts';
import { judgePreflight } from '../../core/preflight/judge-preflight.ts';
import { hasBegun } from '../../core/run/run.ts';
import type { EpochMs, TimeZone } from '../../core/time/time.ts';
import type { World } from '../../ports.ts';
import { countAgainstRate } from '../commands/execute-command.ts';

export interface Preflight {
  readonly kind: 'checked';
  readonly at: EpochMs;
  readonly timeZone: TimeZone;
  readonly procedure: string;
  readonly target: PreflightTarget;
  readonly findings: readonly Finding[];
}

export async function readPreflight(world: World, actorId: string): Promise<Preflight | CommandRefusal> {
  const { settings, store, inspector, clock, wrongSettings = [] } = world;
  const limited = await countAgainstRate(world, actorId);
  if (limited !== undefined) return limited;
  const [facts, snapshot] = await Promise.all([inspector.inspect(), store.read()]);
  const at = clock.now();
  const { config, state } = rowsOrDefaults(snapshot, settings, at);
  const { timeZone } = config;
  const runInProgress = state.active !== undefined && hasBegun(state.active);
  const findings = judgePreflight(facts, { ...settings, timeZone, runInProgress, wrongSettings });
  return { kind: 'checked', at, timeZone, procedure: settings.procedure, target: facts.target, findings };
}
