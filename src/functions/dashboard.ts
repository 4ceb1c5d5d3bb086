/**
 * Serves the dashboard's page. Anybody may load it: it holds no data, and a browser cannot send a key before it has a
 * page. It needs no valid settings, and shows what the API says about invalid ones.
 */
import type { HttpRequest, HttpResponseInit } from '@azure/functions';
import { dashboardPage } from '../compose.ts';
import { isKnown, prefersGzip } from './negotiate.ts';

export async function showPage(request: HttpRequest): Promise<HttpResponseInit> {
  const { html, gzipped, etag, policy } = await dashboardPage();
  const headers = {
    'Cache-Control': 'private, no-cache',
    'Content-Security-Policy': policy,
    'Content-Type': 'text/html; charset=utf-8',
    ETag: etag,
    Vary: 'Accept-Encoding',
  };
  if (isKnown(request, etag)) return { status: 304, headers };
  return prefersGzip(request)
    ? { status: 200, headers: { ...headers, 'Content-Encoding': 'gzip' }, body: gzipped }
    : { status: 200, headers, body: html };
}
