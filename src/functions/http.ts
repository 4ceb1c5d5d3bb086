/** From the host's request to a handler's call and back. Nothing that a handler throws reaches the host. */
import type { HttpRequest, HttpResponseInit, InvocationContext } from '@azure/functions';
import type { Refusal, RefusalCode } from '../core/refusal.ts';
import type { Log, World } from '../ports.ts';
import { toLog } from './log.ts';
import type { Route } from './routes.ts';

export interface Call {
  readonly request: HttpRequest;
  readonly world: World;
  readonly log: Log;
  /** Who is asking, for rows and logs. */
  readonly actor: string;
}

export type Handler = (call: Call) => Promise<HttpResponseInit>;

/** Nobody is identified yet. */
const anonymous = 'api';

export async function answer(
  route: Route,
  request: HttpRequest,
  context: InvocationContext,
): Promise<HttpResponseInit> {
  try {
    const [{ handle }, { compose }] = await Promise.all([route.load(), import('../compose.ts')]);
    const composed = await compose();
    if (composed.kind === 'invalid') return misconfigured(composed.problems);
    return await handle({ request, world: composed.world, log: toLog(context), actor: anonymous });
  } catch (error) {
    context.error(`${route.method} /${route.path} failed: ${describe(error)}`);
    return unavailable(error);
  }
}

const headers = { 'Cache-Control': 'no-store' };

export function success(
  data: unknown,
  status = 200,
  extra: { readonly message?: string; readonly location?: string } = {},
): HttpResponseInit {
  const { message, location } = extra;
  return {
    status,
    headers: location === undefined ? headers : { ...headers, Location: location },
    jsonBody: { success: true, ...(message === undefined ? {} : { message }), data },
  };
}

const statusOf: Readonly<Record<RefusalCode, number>> = {
  invalid_request: 400,
  not_found: 404,
  run_active: 409,
  run_finished: 409,
  idempotency_key_reused: 422,
};

export function refused({ code, message, details, runId }: Refusal): HttpResponseInit {
  const run = runId === undefined ? {} : { run_id: runId, url: `/scheduler/runs/${runId}` };
  return failure(statusOf[code], code, message, details, run);
}

export function failure(
  status: number,
  code: string,
  message: string,
  details: readonly unknown[] = [],
  more: Readonly<Record<string, string>> = {},
): HttpResponseInit {
  return { status, headers, jsonBody: { success: false, error: { code, message, details, ...more } } };
}

function misconfigured(problems: readonly string[]): HttpResponseInit {
  const message = `the app's settings are wrong: ${problems.join('; ')}`;
  return failure(503, 'misconfigured', message, problems);
}

function unavailable(error: unknown): HttpResponseInit {
  return isStorageError(error)
    ? failure(503, 'storage_unavailable', error.message)
    : failure(500, 'internal_error', 'an unexpected error: the log of this invocation says which');
}

/** A stack says something about defects only. */
function describe(error: unknown): string {
  if (isStorageError(error)) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** By its name: this layer knows no adapter. */
const isStorageError = (error: unknown): error is Error =>
  error instanceof Error && error.name === 'TableError';
