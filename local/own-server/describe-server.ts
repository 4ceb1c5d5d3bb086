/** What `npm start` says about somebody's own server: which one, what a run executes there, and whether it answers. */
import { closeLockedSession, openLockedSession } from '../../src/adapters/sql-server/locked-session.ts';
import { lockTargetOf } from '../../src/adapters/sql-server/procedure-runner.ts';
import { describeTarget, type SqlSettings } from '../../src/adapters/sql-server/sql-settings.ts';
import { systemClock } from '../../src/adapters/system/clock.ts';
import { escapeHidden } from '../../src/core/hidden-characters.ts';
import type { ReadySnapshot } from '../../src/core/job/snapshot.ts';
import { rangeOfSlot } from '../../src/core/run/date-range.ts';
import type { Settings } from '../../src/core/settings/scheduler-settings.ts';
import type { EpochMs } from '../../src/core/time/time.ts';
import type { Abort } from '../../src/ports.ts';

export interface OwnServer {
  readonly sql: SqlSettings;
  readonly source: string;
  readonly settings: Settings;
  readonly snapshot: ReadySnapshot;
  readonly run: boolean;
}

export function describeServer({ sql, source, settings, snapshot, run }: OwnServer, now: EpochMs): string {
  const { config, state } = snapshot;
  const { awal, akhir } = rangeOfSlot(now, config);
  const { procedure, startParameter, endParameter } = settings;
  const left =
    state.active === undefined || run
      ? []
      : [
          `⚠️  Run ${state.active.id} of an earlier start has not ended: its next attempt may execute at once. To cancel it: POST /scheduler/runs/${state.active.id}/cancel`,
        ];
  return [
    `⚠️  YOUR OWN SQL SERVER, named by ${source}: ${describeTarget(sql)}`,
    `    A run executes there: EXEC ${procedure} @${startParameter} = '${awal}', @${endParameter} = '${akhir}' (today's dates)`,
    `    ${firstRun(run, config.pause?.by)}`,
    `    ${doctor} The storage is local, of its own for this server.`,
    ...left,
  ]
    .map(escapeHidden)
    .join('\n');
}

function firstRun(run: boolean, pausedBy: string | undefined): string {
  if (run) return 'The first run starts at once (--run).';
  if (pausedBy === 'npm start')
    return 'Nothing executes until you ask for it: "run now" below executes it once, "resume" starts the schedule. With --run, it would have started at once.';
  return `The schedule was paused by ${pausedBy ?? ''} before: "run now" below executes it once, "resume" starts the schedule.`;
}

/** Logs in once and looks whether somebody holds the lock of the procedure. */
export async function askServer({ sql, settings }: OwnServer): Promise<string> {
  const target = lockTargetOf({ sql, settings, clock: systemClock });
  const opened = await openLockedSession(target, neverAborted);
  switch (opened.kind) {
    case 'locked':
      await closeLockedSession(target, opened.session);
      return escapeHidden(`✅ ${sql.server} answers, and nobody is executing ${settings.procedure}.`);
    case 'held_elsewhere':
      return escapeHidden(
        `⚠️  ${sql.server} answers: somebody is executing ${settings.procedure} or holds its lock, so that a run would be skipped now.`,
      );
    case 'failed': {
      const { message, remedy } = opened.failure;
      return escapeHidden(`⚠️  Your SQL Server cannot be used yet: ${message}. ${remedy} ${doctor}`);
    }
    case 'aborted':
      return doctor;
  }
}

const doctor = '"npm run doctor" examines the connection step by step and executes nothing.';
const neverAborted: Abort = { signal: new AbortController().signal, reason: () => undefined };
