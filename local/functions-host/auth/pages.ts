/** The pages of the local sign-in: HTML without scripts, never cached. */
import type { HttpReply } from '../worker/protocol.ts';
import { appRoles } from './principal.ts';

const securityHeaders = {
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  // Not no-referrer: it makes browsers send `Origin: null` with the form.
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

export function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

export function htmlReply(status: number, title: string, body: string): HttpReply {
  const page = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(title)}</title></head>
<body>
<h1>${escapeHtml(title)}</h1>
${body}
</body>
</html>
`;
  return reply(status, { 'content-type': 'text/html; charset=utf-8' }, page);
}

export function loginPage(status: number, returnTo: string | undefined, problem?: string): HttpReply {
  const boxes = appRoles.map(
    (role) => `<p><label><input type="checkbox" name="roles" value="${role}"> ${role}</label></p>`,
  );
  const hidden =
    returnTo === undefined
      ? ''
      : `<input type="hidden" name="post_login_redirect_uri" value="${escapeHtml(returnTo)}">\n`;
  const body = `<p>This stands in for Microsoft Entra ID on this machine: sign in as anyone.</p>
${problem === undefined ? '' : `<p role="alert"><strong>${escapeHtml(problem)}</strong></p>\n`}<form method="post" action="/.auth/login/aad">
${hidden}<p><label>Name <input name="name" value="developer@example.com" maxlength="64" required></label></p>
<fieldset><legend>App roles (optional)</legend>
${boxes.join('\n')}
</fieldset>
<p><button>Sign in</button></p>
</form>`;
  return htmlReply(status, 'Local sign-in', body);
}

export function redirectTo(location: string, setCookie?: string): HttpReply {
  const answer = reply(302, { location }, '');
  return setCookie === undefined ? answer : { ...answer, setCookies: [setCookie] };
}

export function jsonReply(value: unknown): HttpReply {
  return reply(200, { 'content-type': 'application/json; charset=utf-8' }, JSON.stringify(value));
}

export function plainReply(status: number): HttpReply {
  return reply(status, {}, '');
}

function reply(status: number, headers: Readonly<Record<string, string>>, body: string): HttpReply {
  return { status, headers: { ...securityHeaders, ...headers }, setCookies: [], body: Buffer.from(body) };
}

/**
 * Where a sign-in may lead back to: the normalised path on this site. Undefined when a browser would, or might, go
 * elsewhere with it.
 */
export function toSitePath(text: string): string | undefined {
  if (!text.startsWith('/') || !URL.canParse(text, 'http://site.invalid')) return undefined;
  const url = new URL(text, 'http://site.invalid');
  // `/.//example.org` is a path here, but normalised it is `//example.org`, which names a host.
  if (url.origin !== 'http://site.invalid' || url.pathname.startsWith('//')) return undefined;
  return `${url.pathname}${url.search}${url.hash}`;
}
