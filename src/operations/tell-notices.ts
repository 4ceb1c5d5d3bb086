/** Logs what the store found wrong with rows, and what became of it. */
import type { StoreNotice } from '../core/job/history.ts';
import type { Log, World } from '../ports.ts';

const consequences: Readonly<Record<StoreNotice['kind'], string>> = {
  damaged: 'it is left out, and everything else goes on',
  limited: 'everything else is kept',
  replaced: 'nothing starts beside a run in progress',
};
/** Tells them after the work, whether it succeeds or not. */
export async function telling<T>(world: Pick<World, 'store'>, log: Log, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } finally {
    tellNotices(world, log);
  }
}

/** The store holds back what it has told within the hour. */
function tellNotices({ store }: Pick<World, 'store'>, log: Log): void {
  for (const { kind, row, problem } of store.takeNotices()) {
    const line = `🩹 Row ${row} of the table: ${problem}; ${consequences[kind]}. See "A row cannot be read" in docs/operation.md`;
    if (kind === 'damaged') log.error(line, { event: 'row_damaged', row });
    else log.error(line, { event: 'row_put_right', row, kind });
  }
}
