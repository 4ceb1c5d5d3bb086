/** Every HTTP route of the app but the dashboard's page. Loads nothing: start-up registers the routes from here. */
import type { Access } from './access.ts';
import type { ErrorCode } from './error-codes.ts';
import type { ComponentName } from './schemas/answers.ts';
import type { queryParameters } from './schemas/query-parameters.ts';
import type { questions } from './schemas/requests.ts';
import { queries, type QueryName } from './queries.ts';
import { type Command, type CommandName, commands, perCommand, urlOf } from './commands.ts';

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
  readonly body?: keyof typeof questions;
  /** The body may also be text of one of these types; what else the JSON says, the query says then. */
  readonly text?: readonly string[];
  readonly answer: ComponentName;
  /** Where the answer is no JSON; of several, the caller's `Accept` decides. */
  readonly answerTypes?: readonly string[];
  /** The answer carries an ETag, and a caller that sends it back gets 304 when nothing has changed. */
  readonly conditional?: true;
  /** Monitors poll it, some with a parameter that differs each time, so that no cache answers. */
  readonly ignoresParameters?: true;
  /** In addition to what every query may be refused with. */
  readonly refusals?: readonly ErrorCode[];
  /** Programs ask that cannot sign in: with METRICS_TOKEN set, it opens the route, and nothing else does. */
  readonly scraped?: true;
}

/** What registration and the guard need to know of a route. */
export type Route = (
  | { readonly asks: 'query'; readonly method: 'GET' | 'POST'; readonly name: QueryName }
  | { readonly asks: 'command'; readonly method: 'POST' | 'PUT'; readonly name: CommandName }
) & {
  /** Without the leading slash. */
  readonly path: string;
  readonly access: Access;
  readonly scraped?: true;
};

export const routes: readonly Route[] = [
  ...queries.map(({ name, path, access, ...more }): Route => {
    const method = 'method' in more ? more.method : 'GET';
    const scraped = 'scraped' in more ? { scraped: more.scraped } : {};
    return { asks: 'query', name, method, path, access, ...scraped };
  }),
  ...Object.values(
    perCommand((name): Route => {
      const { path, role, method }: Command = commands[name];
      return { asks: 'command', name, method: method ?? 'POST', path, access: role };
    }),
  ),
];

export const urlOfRun = (id: string): string => urlOf('scheduler/runs/{id}', id);
