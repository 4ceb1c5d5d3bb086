/** Signs in on the local page as a browser would. */
import type { HostProcess } from '../../../support/host-process.ts';

export interface SignInForm {
  readonly name?: string;
  readonly roles?: readonly string[];
  readonly returnTo?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export function postSignIn(host: HostProcess, form: SignInForm = {}): Promise<Response> {
  const { name = 'ada@example.com', roles = [], returnTo, headers = {} } = form;
  const body = new URLSearchParams({ name });
  for (const role of roles) body.append('roles', role);
  if (returnTo !== undefined) body.append('post_login_redirect_uri', returnTo);
  return fetch(host.url('/.auth/login/aad'), { method: 'POST', body, headers, redirect: 'manual' });
}

/** The Cookie header of a new session. */
export async function signIn(host: HostProcess, form: SignInForm = {}): Promise<{ readonly cookie: string }> {
  const response = await postSignIn(host, form);
  const [cookie] = response.headers.getSetCookie();
  if (response.status !== 302 || cookie === undefined) throw new Error(`sign-in answered ${response.status}`);
  return { cookie: cookie.split(';', 1).join('') };
}
