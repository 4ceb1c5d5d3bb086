/** Reads the control rows. What cannot be read is refused by name, but a damaged or missing lease is made anew. */
import { isDamaged } from '../../core/job/damaged-row.ts';
import { JobConfig } from '../../core/job/job-config.ts';
import { JobState } from '../../core/job/job-state.ts';
import { leaseBehind } from '../../core/job/lease-behind.ts';
import type { Snapshot } from '../../core/job/snapshot.ts';
import { omitUndefined } from '../../core/omit-undefined.ts';
import { Lease } from '../../core/run/lease.ts';
import { documentReader, type ReadRow, type StoredRow, unlessDamaged } from './read-document.ts';
import { queryRows } from './read-rows.ts';
import { channelsKey, controlKeys, controlRange, runKey, ticksKey } from './row-keys.ts';
import { readChannels, readWaiting } from './outbox-rows.ts';
import { readTicks } from './tick-rows.ts';
import { TableError } from './table-error.ts';
import type { TableRequests } from './table-requests.ts';

/** The version of a lease that has no row: it is written as a new one. */
export const noRow = 'no row';

export function snapshotReader(requests: TableRequests, job: string): () => Promise<Snapshot> {
  const readers = {
    config: documentReader(JobConfig),
    lease: documentReader(Lease),
    state: documentReader(JobState, oddRunId),
  };
  return () => readSnapshot(requests, job, readers);
}

interface Readers {
  readonly config: ReadRow<JobConfig>;
  readonly lease: ReadRow<Lease>;
  readonly state: ReadRow<JobState>;
}

/** Of what waits to be sent there are seldom any, and at most a hundred. */
const mostRows = 150;

async function readSnapshot(requests: TableRequests, job: string, readers: Readers): Promise<Snapshot> {
  const query = { job, range: controlRange, limit: mostRows };
  const rows = await queryRows(requests, `read the control rows of ${job}`, query);
  const find = (key: string) => rows.find((row) => row.rowKey === key);
  const config = find(controlKeys.config);
  const lease = find(controlKeys.lease);
  const state = find(controlKeys.state);
  if (config === undefined && lease === undefined && state === undefined) return { kind: 'empty' };
  if (config === undefined || state === undefined) {
    const missing = Object.values(controlKeys).filter((key) => find(key) === undefined);
    throw new TableError(
      `${requests.place} holds only part of the control rows of ${job}: ${missing.join(' and ')} missing. They are always written together, so an import is at work or did not end (npm run import with the same file goes on), or somebody deleted some by hand: restore them, or delete the others as well to start afresh (the counters begin at 0, the history stays).`,
      'damaged',
      undefined,
      { row: missing.join(' and '), problem: 'it is missing' },
    );
  }
  const readState = readers.state(state, requests);
  const ticks = readTicks(find(ticksKey), requests);
  const channels = readChannels(find(channelsKey), requests);
  const waiting = readWaiting(requests, rows);
  return {
    kind: 'ready',
    config: readers.config(config, requests),
    lease: readLease(requests, readers.lease, lease, readState),
    state: readState,
    ...omitUndefined({ ticks, channels }),
    ...(waiting.length === 0 ? {} : { waiting }),
    versions: { config: config.etag, lease: lease?.etag ?? noRow, state: state.etag },
  };
}

/** Every run has a row of its own, whose key is made from its id. */
function oddRunId({ active, last, lastSkip, lastBackfill, latestId }: JobState): string | undefined {
  const ids = {
    'active.id': active?.id,
    'last.id': last?.id,
    'lastSkip.id': lastSkip?.id,
    'lastBackfill.id': lastBackfill?.id,
    latestId,
  };
  const odd = Object.entries(ids).find(([, id]) => id !== undefined && runKey(id) === undefined);
  return odd && `${odd[0]}: expected a ULID`;
}

/**
 * A damaged or missing lease is made anew from the state row, with which every lease is taken and given up in one transaction. It
 * is not taken as free while a run has begun: its process renews it, or the applock decides.
 */
function readLease(
  requests: TableRequests,
  reader: ReadRow<Lease>,
  row: StoredRow | undefined,
  state: JobState,
): Lease {
  const read =
    row === undefined
      ? { row: controlKeys.lease, problem: 'it is missing' }
      : unlessDamaged({ notices: { add: () => undefined } }, () => reader(row, requests));
  if (!isDamaged(read)) return read;
  const lease = leaseBehind(state);
  const problem = `${read.problem}, so it was made anew from the state row as ${lease.kind} with epoch ${lease.epoch}; a request to cancel that stood in it is lost`;
  requests.notices.add({ kind: 'replaced', row: read.row, problem });
  return lease;
}
