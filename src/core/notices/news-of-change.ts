/** What a change of the rows is to tell people, and the dead-man's switch. Written in the same transaction. */
import type { Change } from '../job/change.ts';
import type { JobState } from '../job/job-state.ts';
import type { ReadySnapshot } from '../job/snapshot.ts';
import { isFinished, type Run } from '../run/run.ts';
import type { EpochMs } from '../time/time.ts';
import { wrongChannels } from './channel-states.ts';
import { configNews } from './config-news.ts';
import { deriveNotices, type Deriving, eventNotice } from './derive-notices.ts';
import { severityOf } from './notice.ts';
import { isWaiting, type SentNotice, type Waiting } from './outbox.ts';

export interface News {
  readonly state: JobState;
  readonly waiting: readonly Waiting[];
  readonly unsent: readonly SentNotice[];
}

export function newsOfChange(
  before: ReadySnapshot,
  change: Pick<Change, 'config' | 'run' | 'audit'> & { readonly state: JobState },
  deriving: Deriving & { readonly pings: boolean },
): News {
  const { now, newId, pings, configured, wrong } = deriving;
  const after = { ...before, config: change.config ?? before.config, state: change.state };
  const { notices, conditions } =
    configured.length === 0 && wrongChannels(wrong).length === 0
      ? { notices: [], conditions: [] }
      : deriveNotices(after, deriving);
  const news = configNews(before.config, change.config, change.audit);
  const event: readonly SentNotice[] =
    news === undefined
      ? []
      : eventNotice({ ...news, id: newId(), at: now, severity: severityOf[news.kind] }, after, deriving);
  const all = [...notices, ...event];
  const isFull = (before.waiting ?? []).length >= mostWaiting;
  const { notices: _, ...state } = change.state;
  return {
    state: conditions.length === 0 ? state : { ...state, notices: conditions },
    waiting: [
      ...all
        .filter((each) => hasWaiting(each) && !isFull)
        .map((each) => ({ kind: 'notice' as const, ...each })),
      ...(pings ? pingOf(before, change.run, newId, now) : []),
    ],
    unsent: all.filter((each) => !hasWaiting(each) || isFull).map((each) => givenUp(each, now)),
  };
}

/** More are a defect, or a table that somebody has filled. */
const mostWaiting = 100;

const hasWaiting = ({ deliveries }: SentNotice): boolean => deliveries.some(isWaiting);

const givenUp = ({ notice, deliveries }: SentNotice, at: EpochMs): SentNotice => ({
  notice,
  deliveries: deliveries.map((each) =>
    isWaiting(each)
      ? {
          channel: each.channel,
          kind: 'given_up',
          at,
          attempts: 0,
          problem: `${mostWaiting} others wait already`,
        }
      : each,
  ),
});

/** The dead-man's switch hears of each run that had begun, except for backfill: today's data gets no newer by it. Only a success proves that the data is up to date. */
function pingOf(
  { state }: ReadySnapshot,
  run: Run | undefined,
  newId: () => string,
  now: EpochMs,
): readonly Waiting[] {
  if (run === undefined || !isFinished(run) || run.attempts.length === 0 || state.active?.id !== run.id)
    return [];
  if (run.trigger === 'backfill') return [];
  const end = run.state.outcome === 'succeeded' ? 'success' : 'fail';
  return [{ kind: 'ping', id: newId(), at: now, end, runId: run.id, attempts: 0, nextAt: now }];
}
