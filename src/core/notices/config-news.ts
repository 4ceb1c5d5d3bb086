/** A change of the configuration, as people are told of it. */
import type { ConfigChange, NoticeOf } from './notice.ts';
import type { AuditAction, AuditEntry } from '../job/audit.ts';
import { labelOf } from '../identity.ts';
import type { JobConfig } from '../job/job-config.ts';

/** Undefined where nothing has changed that somebody has decided. Only a pause ends without a command. */
export function configNews(
  before: JobConfig,
  after: JobConfig | undefined,
  audit: AuditEntry | undefined,
): Pick<NoticeOf<'config_changed'>, 'kind' | 'changes' | 'by' | 'reason'> | undefined {
  if (after === undefined) return undefined;
  const kind = 'config_changed';
  if (audit === undefined) {
    const over = before.pause !== undefined && after.pause === undefined;
    return over ? { kind, changes: ['resumed'], by: 'schedule' } : undefined;
  }
  const change = changeOf(audit.action);
  return change && { kind, changes: [change], by: labelOf(audit.actor, audit.actorId), reason: audit.reason };
}

function changeOf(action: AuditAction): ConfigChange | undefined {
  switch (action) {
    case 'start':
      return 'resumed';
    case 'stop':
      return 'paused';
    case 'set_interval':
      return 'interval';
    case 'set_schedule':
      return 'schedule';
    case 'mute_channel':
      return 'mutes';
    case 'test_channels':
    case 'close_period':
    case 'reopen_period':
    case 'plan_backfill':
    case 'pause_backfill':
    case 'resume_backfill':
    case 'cancel_backfill':
    case 'tell_pending':
    case 'note_run':
    case 'force_execute':
    case 'cancel':
    case 'force_unlock':
    case 'import':
    case 'adapt_interval':
      return undefined;
  }
}
