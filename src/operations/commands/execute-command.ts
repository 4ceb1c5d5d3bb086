/**
 * Every change that a caller asks for goes this way: counted against the caller's rate limit, answered from the record
 * if its idempotency key was used before, and otherwise written in one transaction with its audit entry.
 */
import type { Actor } from '../../core/identity.ts';
import { type CommandAction, type AuditEntry, lastSequence } from '../../core/job/audit.ts';
import { isDamaged } from '../../core/job/damaged-row.ts';
import type { Change } from '../../core/job/change.ts';
import type { CommandDone, CommandOutcome, CommandRefusal } from '../../core/job/command-outcome.ts';
import type { ReadySnapshot } from '../../core/job/snapshot.ts';
import { noReason } from '../../core/job/no-reason.ts';
import { countRequest } from '../../core/job/rate-limit.ts';
import { omitUndefined } from '../../core/omit-undefined.ts';
import { type EpochMs, milliseconds } from '../../core/time/time.ts';
import type { World } from '../../ports.ts';
import { changeState } from '../change-state.ts';
import { chainedEntry, type Head, headOf } from './audit-head.ts';

/** Who asks for what, and how they are to be answered. */
export interface Caller {
  readonly action: CommandAction;
  readonly actor: Actor;
  readonly from: string;
  readonly idempotencyKey?: string | undefined;
  /** The request in canonical form: the same key with another request is refused. */
  readonly request: string;
  /** The reply, kept with the key so that the same request gets the same reply. */
  readonly render: (done: CommandDone) => string;
}

/** What a command does to the rows, decided from a snapshot. */
export interface Effect {
  readonly kind: 'effect';
  readonly outcome: CommandOutcome;
  readonly change?: Pick<Change, 'config' | 'lease' | 'run' | 'state'>;
  /** What the audit shows as the values before and after. */
  readonly before: unknown;
  readonly after: unknown;
}

type Decided = Effect | CommandRefusal;

export type CommandResult =
  { readonly kind: 'done'; readonly reply: string; readonly repeated: boolean } | CommandRefusal;

export async function executeCommand(
  world: World,
  caller: Caller,
  reason: string | undefined,
  decide: (snapshot: ReadySnapshot, now: EpochMs) => Decided | Promise<Decided>,
): Promise<CommandResult> {
  const limited = await countAgainstRate(world, caller.actor.id);
  if (limited !== undefined) return limited;
  const { request, idempotencyKey } = caller;
  const key = idempotencyKey === undefined ? undefined : `${caller.actor.id} ${idempotencyKey}`;
  return changeState<CommandResult>(world, async (snapshot, now, round) => {
    const before = key === undefined ? undefined : await world.store.findAnswered(key);
    if (before !== undefined && isDamaged(before)) {
      return { result: { kind: 'refused', why: 'answer_damaged', damaged: before } };
    }
    if (before !== undefined) {
      return before.request === request
        ? { result: { kind: 'done', reply: before.reply, repeated: true } }
        : { result: { kind: 'refused', why: 'key_reused' } };
    }
    const effect = await decide(snapshot, now);
    if (effect.kind === 'refused') return { result: effect };
    const { outcome, change } = effect;
    const head = await headOf(world, snapshot.state.auditHead, round);
    if (head.sequence === lastSequence) return { result: { kind: 'refused', why: 'audit_full' } };
    const audit = entryOf(world, caller, reason, effect, now, head);
    // Every command writes the state row, which holds the head of the audit chain.
    const state = {
      ...(change?.state ?? snapshot.state),
      auditHead: { sequence: audit.sequence, hash: audit.hash },
    };
    const after = { ...snapshot, ...omitUndefined({ config: change?.config, lease: change?.lease }), state };
    const reply = caller.render({ outcome, snapshot: after, at: now });
    const answered = key === undefined ? undefined : { key, request, reply };
    return {
      result: { kind: 'done', reply, repeated: false },
      change: { ...change, state, audit, answered },
    };
  });
}

function entryOf(
  world: World,
  caller: Caller,
  reason: string | undefined,
  { outcome, before, after }: Effect,
  now: EpochMs,
  head: Head,
): AuditEntry {
  return chainedEntry(world, head, {
    at: now,
    actor: caller.actor.name,
    actorId: caller.actor.id,
    from: caller.from,
    action: caller.action,
    ...omitUndefined({ runId: 'runId' in outcome ? outcome.runId : undefined }),
    reason: reason ?? noReason,
    before: JSON.stringify(before ?? null),
    after: JSON.stringify(after ?? null),
  });
}

/** A caller that loses this many races in a row is also sending too many requests. */
const rateTries = 4;

export async function countAgainstRate(world: World, actorId: string): Promise<CommandRefusal | undefined> {
  const perMinute = world.settings.rateLimit;
  const tooMany = { kind: 'refused', why: 'too_many_requests', perMinute } as const;
  for (let round = 0; round < rateTries; round += 1) {
    const read = await world.store.readRate(actorId);
    const decision = countRequest(read?.window, world.clock.now(), perMinute);
    const { window } = decision;
    const written =
      window === undefined ? 'written' : await world.store.writeRate(actorId, window, read?.version);
    if (written === 'conflict') continue;
    return decision.kind === 'limited' ? { ...tooMany, wait: decision.retryAfter } : undefined;
  }
  return { ...tooMany, wait: milliseconds(1_000) };
}
