/**
 * Whether the table answers, asked at most once a second. Anybody may call the health check: without this limit a
 * stranger could use up the capacity of the table's partition, which the tick needs.
 */
import type { SchedulerStore } from '../ports.ts';

const reuseFor = 1_000;

interface Asked {
  readonly at: number;
  readonly read: Promise<unknown>;
}

const lastAsked = new WeakMap<SchedulerStore, Asked>();

/** Fails as the read does. The time is the process's own: no clock that is set can prolong the reuse. */
export function readOnceASecond(store: SchedulerStore): Promise<unknown> {
  const last = lastAsked.get(store);
  const at = performance.now();
  if (last !== undefined && at - last.at < reuseFor) return last.read;
  const read = store.read();
  lastAsked.set(store, { at, read });
  return read;
}
