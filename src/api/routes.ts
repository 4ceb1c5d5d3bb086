/** Every HTTP route of the app but the dashboard's page. Loads nothing: start-up registers the routes from here. */
import type { Access } from './access.ts';
import { type Command, type CommandName, commands, perCommand, urlOf } from './commands.ts';
import type { ErrorCode } from './error-codes.ts';
import type { ComponentName } from './schemas/answers.ts';
import type { queryParameters } from './schemas/query-parameters.ts';
import type { requests } from './schemas/requests.ts';

export interface Query {
  readonly name: string;
  /** GET where there is none: a question that needs a body. */
  readonly method?: 'POST';
  readonly path: string;
  readonly access: Access;
  readonly tag: 'Watch' | 'About';
  readonly summary: string;
  readonly description?: string;
  /** The schema of the query parameters; without one, the route takes none. */
  readonly query?: keyof typeof queryParameters;
  /** The schema of the body. */
  readonly body?: keyof typeof requests;
  /** The body may also be text of one of these types; what else the JSON says, the query says then. */
  readonly text?: readonly string[];
  readonly answer: ComponentName;
  /** Where the answer is no JSON. */
  readonly answerType?: 'text/calendar';
  /** The answer carries an ETag, and a caller that sends it back gets 304 when nothing has changed. */
  readonly conditional?: true;
  /** Monitors poll it, some with a parameter that differs each time, so that no cache answers. */
  readonly ignoresParameters?: true;
  /** In addition to what every query may be refused with. */
  readonly refusals?: readonly ErrorCode[];
}

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
    name: 'schedule',
    path: 'scheduler/schedule',
    access: 'reader',
    tag: 'Watch',
    summary: 'The current rule with its next slots, or a preview with another interval',
    description: 'Changes nothing.',
    query: 'ScheduleQuery',
    answer: 'ScheduleAnswer',
    conditional: true,
  },
  {
    name: 'previewSchedule',
    method: 'POST',
    path: 'scheduler/schedule/preview',
    access: 'reader',
    tag: 'Watch',
    summary: 'The next slots under another schedule document, and what is doubtful about it',
    description: 'Changes nothing.',
    body: 'PreviewScheduleRequest',
    answer: 'SchedulePreviewAnswer',
    refusals: ['row_damaged'],
  },
  {
    name: 'readCalendar',
    method: 'POST',
    path: 'scheduler/schedule/calendar',
    access: 'reader',
    tag: 'Watch',
    summary: 'Reads holidays from iCalendar, CSV or a plain list',
    description:
      'Stores nothing: put the days into a calendar of the schedule document. Repeated events are expanded, and events of several days become that many.',
    query: 'CalendarQuery',
    body: 'CalendarRequest',
    text: ['text/calendar', 'text/csv', 'text/plain'],
    answer: 'CalendarDaysAnswer',
  },
  {
    name: 'slotsCalendar',
    path: 'scheduler/slots.ics',
    access: 'reader',
    tag: 'Watch',
    summary: 'The coming slots as a calendar to subscribe to',
    description: 'iCalendar. Each slot is as long as a run usually takes.',
    query: 'SlotsCalendarQuery',
    answer: 'CalendarText',
    answerType: 'text/calendar',
    conditional: true,
  },
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

/** What registration and the guard need to know of a route. */
export type Route = (
  | { readonly asks: 'query'; readonly method: 'GET' | 'POST'; readonly name: QueryName }
  | { readonly asks: 'command'; readonly method: 'POST' | 'PUT'; readonly name: CommandName }
) & {
  /** Without the leading slash. */
  readonly path: string;
  readonly access: Access;
};

export const routes: readonly Route[] = [
  ...queries.map(({ name, path, access, ...more }): Route => {
    const method = 'method' in more ? more.method : 'GET';
    return { asks: 'query', name, method, path, access };
  }),
  ...Object.values(
    perCommand((name): Route => {
      const { path, role, method }: Command = commands[name];
      return { asks: 'command', name, method: method ?? 'POST', path, access: role };
    }),
  ),
];

export const urlOfRun = (id: string): string => urlOf('scheduler/runs/{id}', id);
