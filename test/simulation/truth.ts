/** All that has really been written to the table, as it was written: kept apart from what any process believes. */
import type { AuditEntry } from '../../src/core/job/audit.ts';
import type { Ledger } from '../../src/core/coverage/ledger.ts';
import type { JobConfig } from '../../src/core/job/job-config.ts';
import type { JobState } from '../../src/core/job/job-state.ts';
import type { ChannelStates, SentNotice, Waiting } from '../../src/core/notices/outbox.ts';
import type { Lease } from '../../src/core/run/lease.ts';
import type { Run } from '../../src/core/run/run.ts';
import type { Entity, TableInMemory } from '../support/table-in-memory.ts';

export interface Rows {
  readonly config: JobConfig;
  readonly lease: Lease;
  readonly state: JobState;
}

/** One atomic write. */
export interface Commit {
  /** Undefined for the very first one. */
  readonly before: Rows | undefined;
  readonly after: Rows;
  /** The run whose row was written, and as it was before; undefined if it is new. */
  readonly run: Run | undefined;
  readonly runBefore: Run | undefined;
  readonly audit: AuditEntry | undefined;
  /** The process that wrote it. */
  readonly by: string | undefined;
}

export class Truth {
  rows: Rows | undefined;
  readonly runs = new Map<string, Run>();
  readonly audit: AuditEntry[] = [];
  /** What waits to be sent, by its key; what does no longer, by its id; and what is known of the channels. */
  readonly waiting = new Map<string, Waiting>();
  readonly notices = new Map<string, SentNotice>();
  channels: ChannelStates = {};
  /** The rows of the ledger, by month, and how often one was written. */
  readonly ledger = new Map<string, Ledger>();
  ledgerWrites = 0;
  /** How often each command of an operator was sent, by its key. */
  readonly asked = new Map<string, number>();
  /** Of the commands that tell of late input, the keys of those that were answered as done. */
  readonly confirmed = new Set<string>();
  /** The states and outcomes that runs have come to, why they were skipped, and whether they caught up or were repeated. */
  readonly reached = new Set<string>();
  onCommit: (commit: Commit) => void = () => undefined;

  /** Watches the table's client from below every network. */
  watch(table: TableInMemory, sender: () => string | undefined): void {
    const { client } = table;
    const { createEntity, updateEntity, submitTransaction } = client;
    const wrote = (entities: readonly Entity[]): void => this.#wrote(entities, sender());
    Object.assign(client, {
      createEntity: async (...given: Parameters<typeof createEntity>) => {
        const reply = await createEntity(...given);
        wrote([given[0]]);
        return reply;
      },
      updateEntity: async (...given: Parameters<typeof updateEntity>) => {
        const reply = await updateEntity(...given);
        wrote([given[0]]);
        return reply;
      },
      submitTransaction: async (...given: Parameters<typeof submitTransaction>) => {
        const reply = await submitTransaction(...given);
        for (const [kind, { rowKey }] of given[0]) if (kind === 'delete') this.waiting.delete(String(rowKey));
        wrote(given[0].flatMap(([kind, entity]) => (kind === 'delete' ? [] : [entity])));
        return reply;
      },
    });
  }

  #wrote(entities: readonly Entity[], by: string | undefined): void {
    const document = (key: string): unknown => {
      const entity = entities.find(({ rowKey }) => rowKey === key);
      return entity === undefined ? undefined : JSON.parse(String(entity['document']));
    };
    const config = document('control-config');
    const lease = document('control-lease');
    const state = document('control-state');
    const before = this.rows;
    this.channels = (document('control-channels') as ChannelStates | undefined) ?? this.channels;
    for (const { rowKey, document: text } of entities) {
      const key = String(rowKey);
      if (key.startsWith('control-waiting-')) this.waiting.set(key, JSON.parse(String(text)) as Waiting);
      if (key.startsWith('coverage-')) this.#computed(key.slice('coverage-'.length), String(text));
      if (!key.startsWith('notice-')) continue;
      const sent = JSON.parse(String(text)) as SentNotice;
      this.notices.set(sent.notice.id, sent);
    }
    const written = entities.find(({ rowKey }) => String(rowKey).startsWith('run-'));
    const entry = entities.find(({ rowKey }) => String(rowKey).startsWith('journal-'));
    if (config === undefined && lease === undefined && state === undefined) return;
    // They were checked when they were written; what is checked here is what they mean.
    const after = { ...before, ...defined({ config, lease, state }) } as Rows;
    this.rows = after;
    const run = written && (JSON.parse(String(written['document'])) as Run);
    const runBefore = run && this.runs.get(run.id);
    if (run !== undefined) {
      this.runs.set(run.id, run);
      this.#note(run);
    }
    const audit = entry && (JSON.parse(String(entry['document'])) as AuditEntry);
    if (audit !== undefined) this.audit.push(audit);
    this.onCommit({ before, after, run, runBefore, audit, by });
  }

  #computed(month: string, document: string): void {
    this.ledger.set(month, JSON.parse(document) as Ledger);
    this.ledgerWrites += 1;
  }

  #note({ state, missedSlots, attempts, trigger }: Run): void {
    this.reached.add(state.kind === 'finished' ? state.outcome : state.kind);
    if (state.kind === 'finished' && state.skip !== undefined) this.reached.add(state.skip);
    if (missedSlots > 0) this.reached.add('caught up');
    if (trigger === 'backfill' && state.kind === 'finished') this.reached.add(`backfill ${state.outcome}`);
    if (attempts.length > 2) this.reached.add('repeated twice');
  }
}

const defined = (parts: Readonly<Record<string, unknown>>): object =>
  Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined));
