/** From the host's request to a handler's call and back. Nothing that a handler throws reaches the host. */
import type { HttpRequest, HttpResponseInit, InvocationContext } from '@azure/functions';
import type { Role } from '../api/access.ts';
import { errorCodes } from '../api/error-codes.ts';
import { type Refusal, refuse } from '../api/refusals.ts';
import type { Route } from '../api/routes.ts';
import type { Identity } from '../core/identity.ts';
import { telling } from '../operations/tell-notices.ts';
import type { Log, World } from '../ports.ts';
import { createAdmission } from './admission.ts';
import { guard } from './guard.ts';
import { errorText, toLog } from './log.ts';
import { queryHandlers } from './query-handlers.ts';
import { refused } from './replies.ts';

export interface Call {
  readonly request: HttpRequest;
  readonly world: World;
  readonly log: Log;
  /** Who is asking. Only what needs a name asks the table for it: a status must not cost a second round trip. */
  readonly identity: Identity;
  /** The address that the request comes from, or `unknown`. */
  readonly from: string;
  /** What the caller may do; undefined on a public route. */
  readonly role: Role | undefined;
}

export type Handler = (call: Call) => Promise<HttpResponseInit | Refusal>;

export async function handlerOf(route: Route): Promise<Handler> {
  return route.asks === 'query'
    ? queryHandlers[route.name]
    : (await import('./command-handlers.ts')).commandHandlers[route.name];
}

export async function answer(
  route: Route,
  request: HttpRequest,
  context: InvocationContext,
): Promise<HttpResponseInit> {
  const result = await handle(route, request, context).catch((error: unknown) => {
    const refusal = unavailable(error, route);
    logFailure(context, route, refusal, isStorageError(error) ? error.message : errorText(error));
    return refusal;
  });
  return 'kind' in result ? refused(result) : result;
}

/**
 * The alert on server errors counts these lines, and not the requests that the host recorded: anybody can provoke a
 * 500 of the host, for example with a body that is shorter than its Content-Length.
 */
function logFailure(
  context: InvocationContext,
  { method, path }: Pick<Route, 'method' | 'path'>,
  { code }: Refusal,
  why: string,
): void {
  const { status } = errorCodes[code];
  toLog(context).error(`${method} /${path} failed: ${why}`, { event: 'request_failed', status, code });
}

async function handle(
  route: Route,
  request: HttpRequest,
  context: InvocationContext,
): Promise<HttpResponseInit | Refusal> {
  const [handler, { site, compose }] = await Promise.all([handlerOf(route), import('../compose.ts')]);
  const passage = guard(route, site, request);
  if (passage.kind === 'refused') return passage;
  // The health check has no caller and costs next to nothing: it must answer whatever the others do.
  const admission = route.access === 'public' ? noLimit : admit(route, callerOf(passage.identity));
  if (admission.kind === 'refused') return admission;
  try {
    await admission.turn;
    const composed = await compose();
    if (composed.kind === 'invalid') {
      const refusal = misconfigured(composed.problems, route);
      logFailure(context, route, refusal, "the app's settings are invalid; each tick logs the problems");
      return refusal;
    }
    const { world } = composed;
    const log = toLog(context);
    const { identity, role, from } = passage;
    return await telling(world, log, () => handler({ request, world, log, identity, role, from }));
  } finally {
    admission.leave();
  }
}

const admit = createAdmission();
/** Kept in memory only, so that asking the table for the salt is limited, too. */
const callerOf = (identity: Identity): string =>
  identity.kind === 'key' ? `key ${identity.key}` : identity.actor.id;
const noLimit = { kind: 'admitted', turn: Promise.resolve(), leave: () => undefined } as const;

/** The page holds no data, so it needs neither a caller nor valid settings. */
export async function showDashboard(
  request: HttpRequest,
  context: InvocationContext,
): Promise<HttpResponseInit> {
  try {
    const { showPage } = await import('./dashboard.ts');
    return await showPage(request);
  } catch (error) {
    logFailure(context, { method: 'GET', path: 'scheduler/dashboard' }, unexpected, errorText(error));
    return refused(unexpected);
  }
}

/** A public route does not say what is wrong. */
function misconfigured(problems: readonly string[], { access }: Route): Refusal {
  const details = access === 'public' ? [] : problems;
  const what = access === 'public' ? 'every other route lists the problems' : problems.join('; ');
  const message = `the app's settings are invalid: ${what}`;
  return refuse('misconfigured', message, { details });
}

function unavailable(error: unknown, { access }: Route): Refusal {
  if (!isStorageError(error)) return unexpected;
  // The message names the storage account.
  const message =
    access === 'public'
      ? 'the storage is unavailable: every other route says why, and so does the log'
      : error.message;
  return refuse('storage_unavailable', message);
}

const unexpected = refuse('internal_error', 'unexpected error: see the log of this invocation');

/** By its name, because this layer must not import an adapter. */
const isStorageError = (error: unknown): error is Error =>
  error instanceof Error && error.name === 'TableError';
