/** Every HTTP route of the app and who may call it. A handler and what it needs load when it is first called. */
import type { Access } from '../api/access.ts';
import type { RouteName } from '../api/openapi/descriptions.ts';
import type { Handler } from './http.ts';

export interface Route {
  readonly name: RouteName;
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly access: Access;
  readonly load: () => Promise<{ readonly handle: Handler }>;
}

const get = (name: RouteName, path: string, access: Access, load: Route['load']): Route => ({
  name,
  method: 'GET',
  path: `scheduler/${path}`,
  access,
  load,
});
const post = (...[name, path, access, load]: Parameters<typeof get>): Route => ({
  ...get(name, path, access, load),
  method: 'POST',
});

export const routes: readonly Route[] = [
  get('health', 'health', 'public', () => import('./health-get.ts')),
  get('status', 'status', 'reader', () => import('./status-get.ts')),
  get('runs', 'runs', 'reader', () => import('./runs-get.ts')),
  get('run', 'runs/{id}', 'reader', () => import('./run-get.ts')),
  get('audit', 'audit', 'reader', () => import('./audit-get.ts')),
  get('schedule', 'schedule', 'reader', () => import('./schedule-get.ts')),
  get('me', 'me', 'reader', () => import('./me-get.ts')),
  get('openapi', 'openapi.json', 'reader', () => import('./openapi-get.ts')),
  post('start', 'start', 'operator', () => import('./start-post.ts')),
  post('stop', 'stop', 'operator', () => import('./stop-post.ts')),
  post('forceExecute', 'force-execute', 'operator', () => import('./force-execute-post.ts')),
  post('cancel', 'runs/{id}/cancel', 'operator', () => import('./cancel-post.ts')),
  post('setInterval', 'set-interval', 'admin', () => import('./set-interval-post.ts')),
  post('forceUnlock', 'force-unlock', 'admin', () => import('./force-unlock-post.ts')),
];

/** Fails closed. */
export const accessOf = (name: RouteName): Access =>
  routes.find((route) => route.name === name)?.access ?? 'admin';
