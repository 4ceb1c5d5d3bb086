/** English: outcomes, states and errors of runs. */
import type { AttemptView, ErrorView, RunView } from '../../../api/schemas/run-schemas.ts';

type Outcome = AttemptView['outcome'] | NonNullable<RunView['outcome']>;

export const runs = {
  outcome: {
    succeeded: 'Succeeded',
    failed: 'Failed',
    timed_out: 'Timed out',
    cancelled: 'Cancelled',
    lost: 'Lost',
    interrupted: 'Interrupted',
    skipped: 'Skipped',
  } satisfies Record<Outcome, string>,
  outcomeMeaning: {
    succeeded: 'the procedure finished without an error',
    failed: 'the procedure failed, or the connection to it',
    timed_out: 'it exceeded the time limit and was stopped',
    cancelled: 'somebody cancelled it',
    lost: 'its process no longer responded, and nothing proves what the procedure did',
    interrupted: 'the app was stopped or replaced',
    skipped: 'it was not executed',
  } satisfies Record<Outcome, string>,
  state: {
    waiting: 'Waiting',
    running: 'Running',
    stopping: 'Stopping',
    reconciling: 'Checking the outcome',
    orphaned: "Out of the app's control",
    finished: 'Finished',
  } satisfies Record<RunView['state'], string>,
  trigger: { schedule: 'Schedule', request: 'Request', backfill: 'Backfill' } satisfies Record<
    RunView['trigger'],
    string
  >,
  skip: {
    foreign_run: 'somebody else was running the procedure',
    still_running: 'the previous run was still in progress',
    missed: 'it was missed, and catch-up is off',
    period_closed: 'its dates are in a closed period',
  } satisfies Record<NonNullable<RunView['skip_reason']>, string>,
  warning: {
    return_code: (code: number) => `the procedure returned code ${code}`,
    work_may_remain:
      'what the procedure committed before it was stopped remains, and it may even have finished: check its results',
    work_remains: 'the procedure had already finished when the request to stop reached it: its work remains',
    row_count_limit: 'more rows were reported than can be counted exactly: there were that many or more',
  },
  /** For a table. */
  warningInShort: {
    return_code: (code: number) => `return code ${code}`,
    work_may_remain: 'its work may remain',
    work_remains: 'its work remains',
    row_count_limit: 'row count not exact',
  },
  rowsNotReported: 'row count not reported',
  errorClass: {
    unreachable: 'SQL Server unreachable',
    transient: 'temporary',
    outcome_unknown: 'connection lost during the run',
    interrupted: 'app stopped',
    governance: 'Azure SQL resource limit',
    access: 'login, permission or encryption',
    contract: 'procedure or parameters',
    data: 'data',
    environment: 'problem on the database server',
    user_raised: 'raised by the procedure',
    unclassified: 'unclassified',
  } satisfies Record<ErrorView['class'], string>,
  /** The API has them in English. */
  remedy: ({ remedy }: Pick<ErrorView, 'remedy' | 'remedy_code'>): string => remedy,
};
