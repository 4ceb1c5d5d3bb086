/**
 * Sends what waits in the outbox. Each round claims rows, sends, and writes the results, so that two processes do not
 * send the same: one that dies in between leaves its claim, and whoever comes after a minute sends again, with the same
 * id. Nothing here throws into a tick, and no run waits for it.
 */
import type { ReadySnapshot } from '../../core/job/snapshot.ts';
import { type Condition, withoutSilenced } from '../../core/notices/condition.ts';
import { claimFor } from '../../core/notices/delivery-plan.ts';
import { idOf } from '../../core/notices/outbox.ts';
import { planRound, type Round } from '../../core/notices/plan-round.ts';
import { settleRound } from '../../core/notices/settle-round.ts';
import { type EpochMs, plus, seconds } from '../../core/time/time.ts';
import type { Log, World } from '../../ports.ts';
import { readReady } from '../change-state.ts';
import { commit } from '../commit.ts';
import { logResults } from './log-results.ts';
import { sendRound } from './send-round.ts';

/** Of one delivery: then the next tick goes on. */
const budget = seconds(20);
const mostRounds = 10;

/** `read`: the rows as somebody has just read them. */
export async function deliver(world: World, log: Log, read?: ReadySnapshot): Promise<void> {
  const began = world.clock.monotonic();
  let rows = read;
  for (let count = 0; count < mostRounds; count += 1) {
    if (world.shutdown.aborted || world.clock.monotonic() - began > budget) return;
    rows ??= await readReady(world);
    if (rows === undefined || (await deliverRound(world, log, rows)) === 'nothing') return;
    rows = undefined;
  }
}

async function deliverRound(world: World, log: Log, rows: ReadySnapshot): Promise<'nothing' | 'done'> {
  const { clock, notifier } = world;
  const now = clock.now();
  const { channels: configured, pings } = notifier;
  const round = planRound(rows, { now, configured, pings, wrong: world.wrongSettings });
  if (round.rows.length === 0) return 'nothing';
  const told = withoutSilenced(rows.state.notices ?? [], round.rows);
  if (told !== undefined) return forget(world, rows, round, told);
  const claimedAt = clock.monotonic();
  const claimed = await claim(world, round, plus(now, claimFor));
  if (claimed === undefined) return 'nothing';
  const mayStillSend = (): boolean => clock.monotonic() - claimedAt < budget;
  const sent = await sendRound(world, rows, claimed, mayStillSend);
  const change = settleRound(claimed, sent, { now: clock.now(), configured });
  const written = await world.store.writeOutbox(change);
  logResults(log, sent, change);
  return written.kind === 'conflict' ? 'nothing' : 'done';
}

/**
 * Who was silenced before a notice was sent has not heard of the state, and must not hear of its end: both are written
 * in one transaction. The notices that are due come with the next round.
 */
async function forget(
  world: World,
  rows: ReadySnapshot,
  round: Round,
  notices: readonly Condition[],
): Promise<'nothing' | 'done'> {
  const silenced = { rows: round.rows.filter(({ item }) => item.kind === 'notice'), sends: [] };
  const settling = { now: world.clock.now(), configured: world.notifier.channels };
  const { channels: _, ...outbox } = settleRound(silenced, [], settling);
  const { kind } = await commit(world, rows, { state: { ...rows.state, notices }, outbox });
  return kind === 'conflict' ? 'nothing' : 'done';
}

/** Undefined when another process was first. A round that sends nothing needs no claim. */
async function claim({ store }: World, round: Round, claimedUntil: EpochMs): Promise<Round | undefined> {
  if (round.sends.length === 0 && round.ping === undefined) return round;
  const update = round.rows.map(({ item, version }) => ({ item: { ...item, claimedUntil }, version }));
  const written = await store.writeOutbox({ update });
  if (written.kind === 'conflict') return undefined;
  const rows = update.flatMap((row) => {
    const version = written.versionOf(idOf(row.item));
    return version === undefined ? [] : [{ ...row, version }];
  });
  const claimed = new Set(rows.map(({ item }) => idOf(item)));
  return { ...round, rows, sends: round.sends.filter(({ item }) => claimed.has(item.notice.id)) };
}
