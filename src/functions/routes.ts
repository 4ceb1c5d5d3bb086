/** Every HTTP route of the app. A handler and what it needs load when the route is first called. */
import type { Handler } from './http.ts';

export interface Route {
  readonly name: string;
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly load: () => Promise<{ readonly handle: Handler }>;
}

export const routes: readonly Route[] = [
  { name: 'status', method: 'GET', path: 'scheduler/status', load: () => import('./status-get.ts') },
  { name: 'start', method: 'POST', path: 'scheduler/start', load: () => import('./start-post.ts') },
  { name: 'stop', method: 'POST', path: 'scheduler/stop', load: () => import('./stop-post.ts') },
  {
    name: 'forceExecute',
    method: 'POST',
    path: 'scheduler/force-execute',
    load: () => import('./force-execute-post.ts'),
  },
  {
    name: 'setInterval',
    method: 'POST',
    path: 'scheduler/set-interval',
    load: () => import('./set-interval-post.ts'),
  },
  { name: 'runs', method: 'GET', path: 'scheduler/runs', load: () => import('./runs-get.ts') },
  { name: 'run', method: 'GET', path: 'scheduler/runs/{id}', load: () => import('./run-get.ts') },
  {
    name: 'cancel',
    method: 'POST',
    path: 'scheduler/runs/{id}/cancel',
    load: () => import('./cancel-post.ts'),
  },
  { name: 'health', method: 'GET', path: 'scheduler/health', load: () => import('./health-get.ts') },
];
