/** What an entry of the audit tells about the schedule: the pause, the default rule, or the whole document. */
import { z } from 'zod';
import type { AuditEntry } from '../job/audit.ts';
import { JobConfig, Pause } from '../job/job-config.ts';
import { Schedule } from '../schedule/schedule.ts';

export type AuditedChange =
  | { readonly kind: 'pause'; readonly before: Pause | undefined; readonly after: Pause | undefined }
  /** `undo` gives the configuration before the change; undefined where the entry does not tell. */
  | { readonly kind: 'schedule'; readonly undo: (config: JobConfig) => JobConfig | undefined };

/** Undefined for an entry that changes nothing about when slots come. */
export function changeIn({ action, before, after }: AuditEntry): AuditedChange | undefined {
  if (before === after) return undefined;
  switch (action) {
    case 'start':
    case 'stop':
      return { kind: 'pause', before: pauseIn(jsonOf(before)), after: pauseIn(jsonOf(after)) };
    case 'import':
      return { kind: 'pause', before: importedPause(before), after: importedPause(after) };
    case 'force_execute':
    case 'cancel':
    case 'force_unlock':
    case 'mute_channel':
    case 'test_channels':
    case 'close_period':
    case 'reopen_period':
    case 'plan_backfill':
    case 'pause_backfill':
    case 'resume_backfill':
    case 'cancel_backfill':
    case 'tell_pending':
    case 'note_run':
    // It leaves the configuration as it is.
    case 'adapt_interval':
      return undefined;
    case 'set_interval':
      return { kind: 'schedule', undo: (config) => withRule(config, jsonOf(before)) };
    case 'set_schedule':
      return { kind: 'schedule', undo: (config) => withDocument(config, jsonOf(before)) };
  }
}

function withRule(config: JobConfig, before: unknown): JobConfig | undefined {
  const schedule = Schedule.safeParse(before).data;
  return schedule && { ...config, schedule };
}

/** It is complete: what the entry does not have was absent. */
function withDocument(config: JobConfig, before: unknown): JobConfig | undefined {
  const document = Fields.safeParse(before).data;
  if (document === undefined) return undefined;
  const { notBefore, changedAt, changedBy } = config;
  return JobConfig.safeParse({ ...document, notBefore, changedAt, changedBy }).data;
}

const Fields = z.record(z.string(), z.unknown());
const Imported = z.object({ pause: Pause.nullable() });

const pauseIn = (value: unknown): Pause | undefined => Pause.safeParse(value).data;
const importedPause = (text: string): Pause | undefined =>
  Imported.safeParse(jsonOf(text)).data?.pause ?? undefined;

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
