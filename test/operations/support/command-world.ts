/** A world to which siti sends commands. Ids of runs and hashes of the audit are predictable. */
import type { AuditEntry } from '../../../src/core/job/audit.ts';
import { recordRun } from '../../../src/core/job/job-state.ts';
import { acquire, neverHeld } from '../../../src/core/run/lease.ts';
import type { ActiveRun } from '../../../src/core/run/run.ts';
import type { CommandResult, Caller } from '../../../src/operations/commands/execute-command.ts';
import { runIdOf, settings, start } from '../../support/core-samples.ts';
import { createWorld, type TestWorld, type WorldOptions, writeAsOther } from './world.ts';

export const siti = { id: 'id-siti', name: 'siti' };

/** The reply has what is given to be rendered. */
export const by = (action: Caller['action'], key: Pick<Caller, 'idempotencyKey'> = {}): Caller => ({
  action,
  actor: siti,
  from: '203.0.113.7',
  request: `["${action}"]`,
  render: (rendered) => JSON.stringify(rendered),
  ...key,
});

/** What was given to be rendered, or the refusal. */
export const answerOf = (result: CommandResult): unknown =>
  result.kind === 'done' ? JSON.parse(result.reply) : result;

export const createCommandWorld = ({ store, ...options }: WorldOptions = {}): TestWorld =>
  createWorld({
    idGenerator: { newId: () => runIdOf(2) },
    sha256: (text) => `hash of ${text}`,
    store: (adapter) => ({
      readRate: async () => undefined,
      writeRate: async () => 'written',
      ...store?.(adapter),
    }),
    ...options,
  });

/** The run is active, and a process holds the lease for it. */
export async function withActive(run: ActiveRun): Promise<TestWorld> {
  const there = createCommandWorld();
  const holder = { holder: 'a:1', runId: run.id, attempt: 1 };
  const lease = acquire(neverHeld, holder, start, settings.leaseExpiry);
  await writeAsOther(there, { state: recordRun(there.control().state, run), lease });
  return there;
}

/** Oldest first. */
export const auditOf = async ({ store }: TestWorld): Promise<readonly AuditEntry[]> =>
  (await store.listAudit({ limit: 100 })).entries.toReversed();

export const audited = async (there: TestWorld): Promise<AuditEntry | undefined> =>
  (await auditOf(there)).at(-1);
