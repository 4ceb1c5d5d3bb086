/** The shapes of all JSON answers. */
import { gzipSync } from 'node:zlib';
import type { HttpRequest, HttpResponseInit } from '@azure/functions';
import { errorCodes } from '../api/error-codes.ts';
import type { Refusal } from '../api/refusals.ts';
import { omitUndefined } from '../core/omit-undefined.ts';
import { urlOfRun } from '../api/routes.ts';
import type { Call } from './http.ts';
import type { World } from '../ports.ts';
import { isKnown, prefersGzip } from './negotiate.ts';

/** The host adds the headers of host.json to every answer. This policy suits JSON only; the page has its own. */
const headers = {
  'Cache-Control': 'no-store',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
};

export function success(
  data: unknown,
  status = 200,
  extra: { readonly message?: string; readonly location?: string } = {},
): HttpResponseInit {
  const { message, location } = extra;
  return {
    status,
    headers: location === undefined ? headers : { ...headers, Location: location },
    jsonBody: { success: true, ...(message === undefined ? {} : { message }), data },
  };
}

/**
 * Data with an ETag: a caller that already has this answer gets 304 and no body. `content` is the data without fields
 * that change with the time of the request.
 */
export function found(
  { request, world }: Call,
  data: unknown,
  content: unknown = data,
  revision?: number,
): HttpResponseInit {
  const written = JSON.stringify(content);
  const tagged = { ...headers, ETag: tagOf(world, written, revision) };
  if (isKnown(request, tagged.ETag)) return { status: 304, headers: tagged };
  // A long list would take as long to write a second time as the table takes to find it.
  const text = content === data ? written : JSON.stringify(data);
  const typed = { ...tagged, 'Content-Type': 'application/json' };
  return { status: 200, headers: typed, body: `{"success":true,"data":${text}}` };
}

/** Of the content before: mostly nothing has changed since, and hashing takes longer than comparing. */
const hashed = new WeakMap<World, { readonly content: string; readonly hash: string }>();

function hashOf(world: World, content: string): string {
  const before = hashed.get(world);
  if (before?.content === content) return before.hash;
  const hash = world.sha256(`${world.instance.version} ${content}`).slice(0, 32);
  hashed.set(world, { content, hash });
  return hash;
}

/** With a revision in front, the tag also names what a change may be based on. */
const tagOf = (world: World, content: string, revision?: number): string =>
  `W/"${revision === undefined ? '' : `${revision}.`}${hashOf(world, content)}"`;

/** Text with an ETag. `content` is the text without what changes with the time of the request. */
export function foundText(
  { request, world }: Call,
  { text, content, type }: { readonly text: string; readonly content: string; readonly type: string },
): HttpResponseInit {
  const tagged = { ...headers, ETag: tagOf(world, content) };
  return isKnown(request, tagged.ETag)
    ? { status: 304, headers: tagged }
    : { status: 200, headers: { ...tagged, 'Content-Type': type }, body: text };
}

/** Different at each moment, and never kept by anybody in between. */
export const scraped = (text: string, type: string): HttpResponseInit => ({
  status: 200,
  headers: { ...headers, 'Content-Type': type, Vary: 'Accept' },
  body: text,
});

/** A document that stays the same as long as the process lives, in both codings. */
export interface PreparedDocument {
  readonly text: string;
  readonly gzipped: Uint8Array;
  readonly etag: string;
}

export function prepareDocument(document: unknown, world: World): PreparedDocument {
  const text = JSON.stringify(document);
  return { text, gzipped: gzipSync(text), etag: tagOf(world, text) };
}

/** It has a format of its own: without the envelope. */
export function foundDocument(request: HttpRequest, document: PreparedDocument): HttpResponseInit {
  const { text, gzipped, etag } = document;
  const tagged = { ...headers, ETag: etag, Vary: 'Accept-Encoding' };
  if (isKnown(request, etag)) return { status: 304, headers: tagged };
  const typed = { ...tagged, 'Content-Type': 'application/json' };
  return prefersGzip(request)
    ? { status: 200, headers: { ...typed, 'Content-Encoding': 'gzip' }, body: gzipped }
    : { status: 200, headers: typed, body: text };
}

export function refused({
  code,
  message,
  details,
  runId,
  retryAfterSeconds,
  revision,
  dates,
  closed,
  plan,
}: Refusal): HttpResponseInit {
  const run = runId === undefined ? {} : { run_id: runId, url: urlOfRun(runId) };
  const after = retryAfterSeconds === undefined ? {} : { 'Retry-After': String(retryAfterSeconds) };
  return {
    status: errorCodes[code].status,
    headers: { ...headers, ...after },
    jsonBody: {
      success: false,
      error: { code, message, details, ...run, ...omitUndefined({ revision, dates, plan, closed }) },
    },
  };
}
