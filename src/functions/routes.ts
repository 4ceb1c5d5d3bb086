/** The handler of each route. A handler and what it needs load when it is first called. */
import type { RouteName } from '../api/routes.ts';
import type { Handler } from './http.ts';

type Load = () => Promise<{ readonly handle: Handler }>;

export const handlers: Readonly<Record<RouteName, Load>> = {
  health: () => import('./health-get.ts'),
  status: () => import('./status-get.ts'),
  runs: () => import('./runs-get.ts'),
  run: () => import('./run-get.ts'),
  audit: () => import('./audit-get.ts'),
  schedule: () => import('./schedule-get.ts'),
  me: () => import('./me-get.ts'),
  openapi: () => import('./openapi-get.ts'),
  start: () => import('./start-post.ts'),
  stop: () => import('./stop-post.ts'),
  forceExecute: () => import('./force-execute-post.ts'),
  cancel: () => import('./cancel-post.ts'),
  setInterval: () => import('./set-interval-post.ts'),
  forceUnlock: () => import('./force-unlock-post.ts'),
};
