/** One invocation of the timer: reads, decides, and acts on the decision. */
import { resumeSchedule } from '../core/job/job-config.ts';
import { decide, type Decision } from '../core/job/decide.ts';
import { type ReadySnapshot, type Snapshot, zoneOf } from '../core/job/snapshot.ts';
import type { HostStatus } from '../core/job/tick-record.ts';
import { elapsed, type EpochMs, type TimeZone } from '../core/time/time.ts';
import { describeReason } from '../core/job/reason.ts';
import { nextExecutionLine } from '../core/job/log-lines.ts';
import type { Log, World } from '../ports.ts';
import { commit } from './commit.ts';
import { initialise } from './change-state.ts';
import { recordOfTicks } from './record-of-ticks.ts';
import { putClockRight } from './put-clock-right.ts';
import { reconcile } from './attempt/reconcile.ts';
import { lookAfterDays } from './coverage/look-after-days.ts';
import { lookAfterInput } from './coverage/look-after-input.ts';
import { saySuccessDue } from './say-success-due.ts';
import { beginRun, scheduledRun, skipSlots } from './serve-slot.ts';
import { lookAfterNotices } from './notices/beside-run.ts';

/** A clock put right, resuming, skipping and starting can follow one another; whatever is left waits for the next tick. */
const rounds = 5;

/** Returns the decision that ended the tick. Throws when the table cannot be reached. `host`: its status of the timer. */
export async function tick(world: World, log: Log, host?: HostStatus): Promise<Decision['kind']> {
  const record = recordOfTicks(world, log, host);
  try {
    const decision = await act(world, log, record.read);
    await lookAfterNotices(world, log, decision, record.last());
    await lookAfterInput(world, log, decision, record.last());
    return decision;
  } finally {
    await record.ended();
  }
}

async function act(
  world: World,
  log: Log,
  wasRead: (snapshot: Snapshot, now: EpochMs) => void,
): Promise<Decision['kind']> {
  for (let round = 0; round < rounds; round += 1) {
    if (world.shutdown.aborted) return 'wait';
    const snapshot = await world.store.read();
    const now = world.clock.now();
    wasRead(snapshot, now);
    if (snapshot.kind === 'ready' && (await putClockRight(world, log, snapshot, now)) === 'changed') continue;
    const decision = decide(snapshot, now, world.settings.startDelay);
    sayWhy(world, log, decision, zoneOf(snapshot, world.settings), now);
    if (snapshot.kind === 'empty' || decision.kind === 'initialise') {
      await initialise(world);
      log.info(nextExecutionLine(world.settings.startDelay));
      return 'initialise';
    }
    const acted = await actOn(decision, world, log, snapshot, now);
    if (acted === 'executed') return 'start';
    if (acted === 'done') return decision.kind;
  }
  return 'wait';
}

/** Of each process its own. */
const saidLast = new WeakMap<World, string>();

/** Only when it has changed: each line crosses to the host, which costs an idle tick as much as its read. */
function sayWhy(world: World, log: Log, { kind, reason }: Decision, zone: TimeZone, now: EpochMs): void {
  const line = `tick: ${describeReason(reason, zone, now)}`;
  if (saidLast.get(world) === line) return;
  saidLast.set(world, line);
  log.debug(line, { decision: kind });
}

async function actOn(
  decision: Exclude<Decision, { kind: 'initialise' }>,
  world: World,
  log: Log,
  snapshot: ReadySnapshot,
  now: EpochMs,
): Promise<'done' | 'again' | 'executed'> {
  switch (decision.kind) {
    case 'wait':
      saySuccessDue(world, log, snapshot, now);
      return (await lookAfterDays(world, log, snapshot, decision, now)) ? 'executed' : 'done';
    case 'resume':
      return resume(world, log, snapshot, now);
    case 'skip':
      return skipSlots(world, log, snapshot, decision, now);
    case 'start':
      return beginRun(world, log, snapshot, scheduledRun(world, snapshot, decision.due, now), now);
    case 'attempt':
      return beginRun(world, log, snapshot, decision.run, now);
    case 'reconcile':
      await reconcile(world, log, snapshot, decision.run);
      return 'done';
  }
}

async function resume(world: World, log: Log, snapshot: ReadySnapshot, now: EpochMs): Promise<'again'> {
  const { config, state } = snapshot;
  const resumed = resumeSchedule(config, config.pause?.until ?? now, world.settings);
  const result = await commit(world, snapshot, { config: resumed, state });
  if (result.kind === 'committed')
    log.info(
      `▶️ The pause is over, schedule resumed; ${nextExecutionLine(elapsed(now, resumed.notBefore))}`,
      { event: 'schedule_resumed' },
    );
  return 'again';
}
