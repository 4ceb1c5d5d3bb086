/** From the host's request to a handler's call and back. Nothing that a handler throws reaches the host. */
import type { HttpRequest, HttpResponseInit, InvocationContext } from '@azure/functions';
import type { Role } from '../api/access.ts';
import type { Route } from '../api/routes.ts';
import type { Log, World } from '../ports.ts';
import { toLog } from './log.ts';
import { failure } from './replies.ts';
import { handlers } from './routes.ts';

export interface Call {
  readonly request: HttpRequest;
  readonly world: World;
  readonly log: Log;
  /** Who is asking, for rows and logs. */
  readonly actor: string;
  /** What the caller may do; undefined on a route that asks nobody. */
  readonly role: Role | undefined;
}

export type Handler = (call: Call) => Promise<HttpResponseInit>;

export async function answer(
  route: Route,
  request: HttpRequest,
  context: InvocationContext,
): Promise<HttpResponseInit> {
  try {
    const [{ handle }, { authentication, compose }, { guard }] = await Promise.all([
      handlers[route.name](),
      import('../compose.ts'),
      import('./guard.ts'),
    ]);
    const passage = guard(route, authentication, request);
    if (passage.kind === 'answered') return passage.response;
    const composed = await compose();
    if (composed.kind === 'invalid') return misconfigured(composed.problems, route);
    const { actor, role } = passage;
    return await handle({ request, world: composed.world, log: toLog(context), actor, role });
  } catch (error) {
    context.error(`${route.method} /${route.path} failed: ${describe(error)}`);
    return unavailable(error, route);
  }
}

/** The one route without data: it needs neither a caller nor a world. */
export async function showDashboard(
  request: HttpRequest,
  context: InvocationContext,
): Promise<HttpResponseInit> {
  try {
    const { handle } = await import('./dashboard-get.ts');
    return await handle(request);
  } catch (error) {
    context.error(`GET /scheduler/dashboard failed: ${describe(error)}`);
    return failure('internal_error', 'an unexpected error: the log of this invocation says which');
  }
}

/** Strangers learn that something is wrong, not what. */
function misconfigured(problems: readonly string[], { access }: Route): HttpResponseInit {
  const shown = access === 'public' ? [] : problems;
  const what = access === 'public' ? 'every other route says what' : problems.join('; ');
  return failure('misconfigured', `the app's settings are wrong: ${what}`, shown);
}

function unavailable(error: unknown, { access }: Route): HttpResponseInit {
  return isStorageError(error)
    ? failure('storage_unavailable', access === 'public' ? toStrangers : error.message)
    : failure('internal_error', 'an unexpected error: the log of this invocation says which');
}

/** The message names the storage account. */
const toStrangers = 'the storage cannot be used: every other route says why, and so does the log';

/** A stack says something about defects only. */
function describe(error: unknown): string {
  if (isStorageError(error)) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** By its name: this layer knows no adapter. */
const isStorageError = (error: unknown): error is Error =>
  error instanceof Error && error.name === 'TableError';
