/**
 * Refuses what a website could have made the developer's browser send, by the app's own rules: a request under a name
 * that is not this machine's (DNS rebinding), whatever it asks, and a command to the admin API from another site's
 * page. Commands to the app are refused by the app.
 */
import type { IncomingMessage } from 'node:http';

import { hostProblem, pageProblem } from '../../../src/api/cross-site.ts';
import { type OwnSite, readOwnSite } from '../../../src/core/settings/own-site.ts';
import type { AppSettings } from '../app-settings.ts';
import { textReply } from '../http/http-response.ts';
import type { HttpReply } from '../worker/protocol.ts';

/** Whatever the settings say, this host is never Azure. */
export const ownMachine = (settings: AppSettings): OwnSite => ({ ...readOwnSite(settings), local: true });

/** 404, as App Service answers to names that are not the app's. */
export function foreignHostReply(site: OwnSite, request: IncomingMessage): HttpReply | undefined {
  const problem = hostProblem(site, headerOf(request, 'host'));
  return problem === undefined ? undefined : textReply(404, 'text/plain', problem);
}

export function foreignPageReply(site: OwnSite, request: IncomingMessage): HttpReply | undefined {
  if (request.method === 'GET' || request.method === 'HEAD') return undefined;
  const problem = pageProblem(site, {
    host: headerOf(request, 'host'),
    origin: headerOf(request, 'origin'),
    fetchSite: headerOf(request, 'sec-fetch-site'),
    scheme: 'http',
  });
  return problem === undefined ? undefined : textReply(403, 'text/plain', problem);
}

const headerOf = ({ headersDistinct }: IncomingMessage, name: string): string | undefined =>
  headersDistinct[name]?.join();
