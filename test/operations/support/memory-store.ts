/** A scheduler store in memory. It keeps the contract for control rows and commits, and refuses everything else. */
import type { AuditEntry } from '../../../src/core/job/audit.ts';
import type { AnsweredRequest, Change } from '../../../src/core/job/change.ts';
import type { ReadySnapshot, Versions } from '../../../src/core/job/snapshot.ts';
import type { ProcedureMessage } from '../../../src/core/run/progress.ts';
import type { Run } from '../../../src/core/run/run.ts';
import type { SchedulerStore } from '../../../src/ports.ts';

export interface MemoryRows {
  control: ReadySnapshot | undefined;
  writes: number;
  readonly runs: Map<string, Run>;
  readonly messages: Map<string, readonly ProcedureMessage[]>;
  readonly answered: Map<string, AnsweredRequest>;
  readonly audit: AuditEntry[];
}

export const emptyRows = (): MemoryRows => ({
  control: undefined,
  writes: 0,
  runs: new Map(),
  messages: new Map(),
  answered: new Map(),
  audit: [],
});

/** Two stores over the same rows are two processes. */
export function createMemoryStore(rows: MemoryRows): SchedulerStore {
  return {
    read: async () => rows.control ?? { kind: 'empty' },
    initialise: async (first) => {
      if (rows.control !== undefined) return { kind: 'conflict' };
      const versions = { config: '0', lease: '0', state: '0' };
      rows.control = { kind: 'ready', ...first, versions };
      return { kind: 'committed', versions };
    },
    commit: async (change) => commit(rows, change),
    findRun: async (id) => rows.runs.get(id),
    findMessages: async (id) => rows.messages.get(id) ?? [],
    findAnswered: async (key) => rows.answered.get(key),
    listRuns: async ({ limit }) => ({ runs: [...rows.runs.values()].slice(0, limit) }),
    listAudit: async ({ limit }) => ({ entries: rows.audit.toReversed().slice(0, limit) }),
    keySalt: refuse,
    readRate: refuse,
    writeRate: refuse,
    purge: refuse,
    takeNotices: () => [],
  };
}

async function commit(rows: MemoryRows, change: Change): ReturnType<SchedulerStore['commit']> {
  const { base, config, lease, state, run, messages, answered, audit } = change;
  const parts = { ...(config && { config }), ...(lease && { lease }), ...(state && { state }) };
  const history = [run, messages, answered].some((part) => part !== undefined);
  if (history && !lease && !state) throw new Error('the lease or the state must guard the history');
  if (messages && !run) throw new Error('messages need their run');
  if (Object.keys(parts).length === 0) throw new Error('a change must write something');
  const { control } = rows;
  const written = (['config', 'lease', 'state'] as const).filter((name) => name in parts);
  if (control === undefined || written.some((name) => control.versions[name] !== base[name])) {
    return { kind: 'conflict' };
  }
  if (answered && rows.answered.has(answered.key)) return { kind: 'conflict' };
  rows.writes += 1;
  const fresh = Object.fromEntries(written.map((name) => [name, String(rows.writes)]));
  const versions: Versions = { ...base, ...fresh };
  rows.control = { ...control, ...parts, versions: { ...control.versions, ...fresh } };
  if (run) rows.runs.set(run.id, run);
  if (run && messages) rows.messages.set(run.id, messages);
  if (answered) rows.answered.set(answered.key, answered);
  if (audit) rows.audit.push(audit);
  return { kind: 'committed', versions };
}

export const refuse = (): never => {
  throw new Error('not expected to be called');
};
