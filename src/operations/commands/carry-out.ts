/**
 * Every change that somebody asks for goes this way: counted against the caller's rate, answered from the record
 * if its Idempotency-Key was used before, and otherwise written in one transaction with its audit entry.
 */
import type { ChangeData } from '../../api/schemas/answers.ts';
import { type AuditAction, type AuditEntry, type AuditHead, auditText } from '../../core/job/audit.ts';
import { omitUndefined } from '../../core/omit-undefined.ts';
import { countRequest } from '../../core/job/rate-limit.ts';
import type { Refusal } from '../../api/refusals.ts';
import type { JobState } from '../../core/job/job-state.ts';
import type { ReadySnapshot } from '../../core/job/snapshot.ts';
import type { EpochMs } from '../../core/time/time.ts';
import type { AnsweredRequest, Change } from '../../core/job/change.ts';
import type { World } from '../../ports.ts';
import { type Answer, changeState } from '../change-state.ts';

/** Who asks, from where, and with which key. */
export interface Caller {
  readonly actor: string;
  readonly from: string;
  readonly idempotencyKey?: string | undefined;
}

/** What the caller is told; kept with the key, so that the same request gets the same answer. */
export interface Reply {
  readonly status: 200 | 202;
  readonly message: string;
  readonly data: ChangeData;
  readonly runId?: string | undefined;
}

export interface Command {
  readonly action: AuditAction;
  /** The request as validated: the same key with another request is refused. */
  readonly request: unknown;
  readonly reason: string | undefined;
}

/** What a command does to the rows, decided from a snapshot. */
export interface Effect {
  readonly kind: 'effect';
  readonly reply: Reply;
  /** Every command writes the state row: it holds the end of the audit chain. */
  readonly state: JobState;
  readonly change?: Pick<Change, 'config' | 'lease' | 'run'>;
  /** What the audit shows as the values before and after. */
  readonly before: unknown;
  readonly after: unknown;
}

export type CommandResult =
  { readonly kind: 'done'; readonly reply: Reply; readonly repeated: boolean } | Refusal;

export async function carryOut(
  world: World,
  caller: Caller,
  command: Command,
  decide: (snapshot: ReadySnapshot, now: EpochMs) => Effect | Refusal,
): Promise<CommandResult> {
  const limited = await countAgainstRate(world, caller.actor);
  if (limited !== undefined) return limited;
  const canonical = JSON.stringify([command.action, command.request]);
  const key = caller.idempotencyKey === undefined ? undefined : `${caller.actor} ${caller.idempotencyKey}`;
  return changeState<CommandResult>(world, async (snapshot, now) => {
    const before = key === undefined ? undefined : await world.store.findAnswered(key);
    if (before !== undefined) return { result: repeat(before, canonical) };
    const effect = decide(snapshot, now);
    if (effect.kind === 'refused') return { result: effect };
    const answered =
      key === undefined ? undefined : { key, request: canonical, reply: JSON.stringify(effect.reply) };
    const head = snapshot.state.auditHead ?? (await lastEntry(world));
    return write(world, { caller, command, effect, now, head }, answered);
  });
}

/** The chain goes on when somebody has deleted the control rows to begin anew. */
async function lastEntry(world: World): Promise<AuditHead | undefined> {
  const { entries } = await world.store.listAudit({ limit: 1 });
  return entries[0];
}

interface Writing {
  readonly caller: Caller;
  readonly command: Command;
  readonly effect: Effect;
  readonly now: EpochMs;
  readonly head: AuditHead | undefined;
}

function write(world: World, writing: Writing, answered: AnsweredRequest | undefined): Answer<CommandResult> {
  const { effect } = writing;
  const audit = entryOf(world, writing);
  const state = { ...effect.state, auditHead: { sequence: audit.sequence, hash: audit.hash } };
  return {
    result: { kind: 'done', reply: effect.reply, repeated: false },
    change: { ...effect.change, state, audit, answered },
  };
}

function entryOf(world: World, { caller, command, effect, now, head }: Writing): AuditEntry {
  const entry = {
    sequence: (head?.sequence ?? 0) + 1,
    at: now,
    actor: caller.actor,
    from: caller.from,
    action: command.action,
    ...omitUndefined({ runId: effect.reply.runId }),
    reason: command.reason ?? 'no reason given',
    before: JSON.stringify(effect.before ?? null),
    after: JSON.stringify(effect.after ?? null),
    previous: head?.hash ?? '',
  };
  return { ...entry, hash: world.sha256(auditText(entry)) };
}

function repeat(before: AnsweredRequest, canonical: string): CommandResult {
  if (before.request === canonical) {
    const reply: Reply = JSON.parse(before.reply);
    return { kind: 'done', reply, repeated: true };
  }
  const expected = 'a key that was not used for another request';
  return {
    kind: 'refused',
    code: 'idempotency_key_reused',
    message: 'this Idempotency-Key was used for another request: use a new key for a new request',
    details: [{ field: 'Idempotency-Key', expected }],
  };
}

/** More losers than this at the same moment are too many requests as well. */
const rateTries = 4;

async function countAgainstRate(world: World, actor: string): Promise<Refusal | undefined> {
  for (let round = 0; round < rateTries; round += 1) {
    const read = await world.store.readRate(actor);
    const decision = countRequest(read?.window, world.clock.now(), world.settings.rateLimit);
    if (decision.kind === 'limited')
      return tooMany(Math.ceil(decision.retryAfter / 1_000), world.settings.rateLimit);
    if ((await world.store.writeRate(actor, decision.window, read?.version)) === 'written') return undefined;
  }
  return tooMany(1, world.settings.rateLimit);
}

const tooMany = (retryAfterSeconds: number, limit: number): Refusal => ({
  kind: 'refused',
  code: 'too_many_requests',
  message: `too many changing requests: at most ${limit} a minute (RATE_LIMIT_PER_MINUTE), and not many at the same moment; try again in ${retryAfterSeconds} s`,
  details: [],
  retryAfterSeconds,
});
