/** Converts the library's RPC response to the reply that the host sends. Runs in the worker. */
import { z } from 'zod';

import type { HttpReply } from './protocol.ts';

const nullable = <T extends z.ZodType>(value: T) => z.object({ value }).nullish();

const cookieSchema = z.looseObject({
  name: z.string(),
  value: z.string(),
  domain: nullable(z.string()),
  path: nullable(z.string()),
  expires: nullable(z.object({ seconds: z.number() })),
  secure: nullable(z.boolean()),
  httpOnly: nullable(z.boolean()),
  sameSite: z.string().optional(),
  maxAge: nullable(z.number()),
});

const returnValueSchema = z.looseObject({
  http: z.looseObject({
    statusCode: z.coerce.number().int(),
    headers: z.record(z.string(), z.string()).default({}),
    cookies: z.array(cookieSchema).default([]),
    body: z.looseObject({ bytes: z.instanceof(Uint8Array).optional() }).nullish(),
  }),
});

export function toHttpReply(returnValue: unknown): HttpReply | undefined {
  const parsed = returnValueSchema.safeParse(returnValue);
  if (!parsed.success) return undefined;
  const { statusCode, headers, cookies, body } = parsed.data.http;
  return {
    status: statusCode,
    headers,
    setCookies: cookies.map(toSetCookie),
    body: body?.bytes ?? new Uint8Array(),
  };
}

/** A cookie as ASP.NET Core writes it: lower-case attributes, path "/" by default. */
function toSetCookie(cookie: z.infer<typeof cookieSchema>): string {
  const sameSite = { lax: 'lax', strict: 'strict', explicitNone: 'none' }[cookie.sameSite ?? ''];
  const expires = cookie.expires && new Date(cookie.expires.value.seconds * 1000).toUTCString();
  return [
    `${cookie.name}=${encodeURIComponent(cookie.value)}`,
    expires && `expires=${expires}`,
    cookie.maxAge && `max-age=${cookie.maxAge.value}`,
    cookie.domain && `domain=${cookie.domain.value}`,
    `path=${cookie.path?.value ?? '/'}`,
    cookie.secure?.value === true && 'secure',
    sameSite !== undefined && `samesite=${sameSite}`,
    cookie.httpOnly?.value === true && 'httponly',
  ]
    .filter((part) => typeof part === 'string')
    .join('; ');
}
