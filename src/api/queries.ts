/**
 * Everything a caller can ask without changing anything. Routes, the API description and the handlers follow from this
 * table. Loads nothing, so that start-up and the dashboard can afford it.
 */
import type { Query } from './routes.ts';
import { coverageQueries } from './coverage-queries.ts';
import { scheduleQueries } from './schedule-queries.ts';

export const queries = [
  {
    name: 'health',
    path: 'scheduler/health',
    access: 'public',
    tag: 'About',
    summary: 'Whether settings and storage are in order',
    answer: 'HealthAnswer',
    ignoresParameters: true,
  },
  {
    name: 'status',
    path: 'scheduler/status',
    access: 'reader',
    tag: 'Watch',
    summary: 'What the scheduler is doing, and why',
    answer: 'StatusAnswer',
    conditional: true,
    ignoresParameters: true,
  },
  {
    name: 'runs',
    path: 'scheduler/runs',
    access: 'reader',
    tag: 'Watch',
    summary: 'The history, newest first, page by page',
    query: 'RunsQuery',
    answer: 'RunsAnswer',
    conditional: true,
  },
  {
    name: 'run',
    path: 'scheduler/runs/{id}',
    access: 'reader',
    tag: 'Watch',
    summary: 'One run with its attempts and messages, and its progress while it is active',
    answer: 'RunAnswer',
    conditional: true,
    refusals: ['not_found', 'row_damaged'],
  },
  {
    name: 'audit',
    path: 'scheduler/audit',
    access: 'reader',
    tag: 'Watch',
    summary: 'Who changed what, newest first, page by page',
    description:
      'Each entry carries the hash of the one before, and everything that is needed to verify the chain.',
    query: 'AuditQuery',
    answer: 'AuditAnswer',
    conditional: true,
  },
  {
    name: 'notices',
    path: 'scheduler/notices',
    access: 'reader',
    tag: 'Watch',
    summary: 'The channels for notices, the notices that wait, and those sent, newest first, page by page',
    query: 'NoticesQuery',
    answer: 'NoticesAnswer',
    conditional: true,
  },
  ...scheduleQueries,
  ...coverageQueries,
  {
    name: 'preflight',
    path: 'scheduler/preflight',
    access: 'operator',
    tag: 'Watch',
    summary: 'Checks the connection to SQL Server, and what a run needs there',
    description:
      'Logs in as a run does, asks, and logs out: executes nothing, takes no lock, changes nothing. It may take some seconds, and counts against the rate limit of its caller.',
    answer: 'PreflightAnswer',
  },
  {
    name: 'metrics',
    path: 'scheduler/metrics',
    access: 'reader',
    tag: 'Watch',
    summary: 'The state and the counters of the scheduler, for Prometheus',
    description:
      'OpenMetrics 1.0 if `Accept` asks for it, otherwise the text format of Prometheus. Where METRICS_TOKEN is set, it alone opens this route, as a bearer token or as the password of basic authentication.',
    answer: 'MetricsText',
    answerTypes: ['text/plain', 'application/openmetrics-text'],
    scraped: true,
  },
  {
    name: 'me',
    path: 'scheduler/me',
    access: 'reader',
    tag: 'About',
    summary: 'Who is asking, and what they may do',
    answer: 'SessionAnswer',
    conditional: true,
  },
  {
    name: 'openapi',
    path: 'scheduler/openapi.json',
    access: 'reader',
    tag: 'About',
    summary: 'This description',
    answer: 'Description',
    conditional: true,
  },
] as const satisfies readonly Query[];

export type QueryName = (typeof queries)[number]['name'];
