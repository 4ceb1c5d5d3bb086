/**
 * Looks for the runs of one outcome among the next rows of the history. A filter alone would let the service look
 * through the whole partition for one page, which serves about 2,000 rows a second, the tick's among them.
 */
import type { RunQuery } from '../../core/job/history.ts';
import { queryRows } from './read-rows.ts';
import { runIdOf, runRange } from './row-keys.ts';
import type { TableRequests } from './table-requests.ts';

/** For one page, reading keys and outcomes only. */
export const mostSearched = 500;

export interface Searched {
  /** Up to this key, exclusive, there are at least as many matches as asked for, or all that were looked at. */
  readonly to: string;
  /** No row up to there has the outcome. */
  readonly empty: boolean;
  /** The last run that was looked at, if the search ended before the history and before the page was full. */
  readonly stoppedAt: string | undefined;
}

/** `from` is the key of the last run before the page; `limit` counts the one that tells whether there are more. */
export async function searchRuns(
  requests: TableRequests,
  job: string,
  from: string,
  { outcome, limit }: Pick<RunQuery, 'outcome' | 'limit'>,
): Promise<Searched> {
  const rows = await queryRows(requests, `search the runs of ${job}`, {
    job,
    range: { from, to: runRange.to },
    exclusive: true,
    limit: mostSearched + 1,
    select: ['RowKey', 'outcome'],
  });
  const matches = rows.slice(0, mostSearched).filter((row) => row['outcome'] === outcome);
  const enough = matches[limit - 1];
  if (enough !== undefined) return { to: after(enough.rowKey), empty: false, stoppedAt: undefined };
  const empty = matches.length === 0;
  const last = rows.length > mostSearched ? rows.slice(0, mostSearched).findLast(isRun)?.rowKey : undefined;
  if (last === undefined) return { to: runRange.to, empty, stoppedAt: undefined };
  return { to: after(last), empty, stoppedAt: runIdOf(last) };
}

const isRun = ({ rowKey }: { readonly rowKey: string }): boolean => runIdOf(rowKey) !== undefined;

/** No key lies between. */
const after = (rowKey: string): string => `${rowKey}!`;
