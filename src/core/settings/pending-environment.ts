/**
 * The settings about late input: which procedure tells of it, and when it is asked. No run needs them, so a wrong one
 * only means that nobody asks.
 */
import { z } from 'zod';
import { numberIn, parameterName, parseEnvironment } from './environment.ts';
import { ProcedureName } from './procedure-name.ts';
import type { Environment } from './read-setting.ts';
import { type WrongSettings, wrongIn } from './wrong-settings.ts';
import { type DurationMs, minutes } from '../time/time.ts';

export interface PendingSettings {
  /** Absent: the database is not asked, and other systems may still tell of late input. */
  readonly procedure?: string | undefined;
  readonly parameter: string;
  /** Between two questions at least. */
  readonly every: DurationMs;
  /** So long after the last news of a date it is computed again: an upload in progress is not chased. */
  readonly quiet: DurationMs;
}

const minutesIn = (minimum: number, maximum: number) => numberIn(minimum, maximum).transform(minutes);

const pendingEnvironment = z.object({
  PENDING_PROCEDURE: ProcedureName.optional(),
  PENDING_PARAMETER: parameterName.default('sejak'),
  PENDING_EVERY_MINUTES: minutesIn(0.01, 1_440).default(minutes(5)),
  PENDING_QUIET_MINUTES: minutesIn(0, 10_080).default(minutes(30)),
});

const standard: PendingSettings = { parameter: 'sejak', every: minutes(5), quiet: minutes(30) };

export function readPendingSettings(environment: Environment): {
  readonly settings: PendingSettings;
  readonly wrong: readonly WrongSettings[];
} {
  const parsed = parseEnvironment(pendingEnvironment, environment);
  if (parsed.kind === 'invalid') return { settings: standard, wrong: wrongIn('pending', parsed) };
  const { settings: values } = parsed;
  const settings: PendingSettings = {
    procedure: values.PENDING_PROCEDURE,
    parameter: values.PENDING_PARAMETER,
    every: values.PENDING_EVERY_MINUTES,
    quiet: values.PENDING_QUIET_MINUTES,
  };
  return { settings, wrong: [] };
}
