/**
 * The part of host.json that this host supports. It ignores unknown keys. With a wrong type or without a
 * version it listens but runs nothing, like the real host.
 */
import path from 'node:path';

import { z } from 'zod';

import type { AppSettings } from './app-settings.ts';
import { withOverrides } from './host-overrides.ts';
import { readJsonFile, toPlain } from './json-file.ts';
import type { LogLevel } from './worker/protocol.ts';

export interface HostOptions {
  readonly routePrefix: string;
  readonly customHeaders: Readonly<Record<string, string>>;
  readonly enableChunkedRequestBinding: boolean;
  /** Undefined: no limit ("-1"). */
  readonly functionTimeoutMs: number | undefined;
  /** Log levels by category prefix; `default` applies to the rest. */
  readonly logLevels: Readonly<Record<string, LogLevel>>;
}

export type HostJson =
  | { readonly kind: 'valid'; readonly options: HostOptions }
  | { readonly kind: 'invalid'; readonly reason: string };

const levels = ['trace', 'debug', 'information', 'warning', 'error', 'critical', 'none'] as const;

const defaultTimeout = '00:30:00';

const schema = z.looseObject({
  version: z.literal('2.0'),
  functionTimeout: z.string().default(defaultTimeout).transform(toMilliseconds),
  extensions: z
    .looseObject({
      http: z
        .looseObject({
          routePrefix: z.string().default('api'),
          customHeaders: z.record(z.string(), z.string()).default({}),
          enableChunkedRequestBinding: z.boolean().default(false),
        })
        .prefault({}),
    })
    .prefault({}),
  logging: z
    .looseObject({
      logLevel: z.record(z.string(), z.string().toLowerCase().pipe(z.enum(levels))).default({}),
    })
    .prefault({}),
});

export function readHostJson(root: string, settings: AppSettings = {}): HostJson {
  const file = path.join(root, 'host.json');
  let content: unknown;
  try {
    content = withOverrides(toPlain(readJsonFile(file)), settings);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { kind: 'invalid', reason: `Unable to parse host configuration file: ${reason}` };
  }
  const parsed = schema.safeParse(content);
  if (!parsed.success) {
    return { kind: 'invalid', reason: `${file} is not valid: ${z.prettifyError(parsed.error)}` };
  }
  const { extensions, functionTimeout, logging } = parsed.data;
  return {
    kind: 'valid',
    options: {
      routePrefix: extensions.http.routePrefix,
      customHeaders: extensions.http.customHeaders,
      enableChunkedRequestBinding: extensions.http.enableChunkedRequestBinding,
      functionTimeoutMs: functionTimeout,
      logLevels: logging.logLevel,
    },
  };
}

/** A .NET TimeSpan; hours stop at 23, because .NET reads "24:00:00" as 24 days. */
function toMilliseconds(text: string, context: z.RefinementCtx): number | undefined {
  if (text === '-1') return undefined;
  const match = /^(?:(\d+)\.)?([01]?\d|2[0-3]):([0-5]?\d):([0-5]?\d)$/.exec(text);
  if (match === null) {
    context.addIssue({
      code: 'custom',
      message: `"${text}" is not a time span: expected "hh:mm:ss" or "-1"`,
    });
    return z.NEVER;
  }
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = match.slice(1).map((part) => Number(part ?? 0));
  return (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000;
}
