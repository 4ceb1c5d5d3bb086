/** Who gets e-mails, and how they are sent: through Azure Communication Services or an SMTP server. */
import type { ParsedSettings } from '../../core/settings/environment.ts';
import type { NotifyValues } from './notify-environment.ts';
import type { SmtpServer } from './smtp-url.ts';

export type EmailRoute =
  | { readonly kind: 'acs'; readonly endpoint: URL; readonly clientId?: string | undefined }
  | { readonly kind: 'smtp'; readonly server: SmtpServer };

export interface EmailSettings {
  readonly from: string;
  readonly to: readonly string[];
  readonly route: EmailRoute;
}

const invalid = (...problems: readonly string[]) => ({ kind: 'invalid', problems }) as const;

/** Without any of the settings there is no e-mail. */
export function emailOf(values: NotifyValues): ParsedSettings<EmailSettings | undefined> {
  const { EMAIL_TO: to, EMAIL_FROM: from, EMAIL_ACS_ENDPOINT: endpoint, SMTP_URL: server } = values;
  if (to === undefined) {
    const others = { EMAIL_FROM: from, EMAIL_ACS_ENDPOINT: endpoint, SMTP_URL: server };
    const set = Object.entries(others).flatMap(([name, value]) => (value === undefined ? [] : [name]));
    if (set.length === 0) return { kind: 'valid', settings: undefined };
    return invalid(
      `EMAIL_TO is missing: expected the addresses that get the e-mails, because ${set.join(' and ')} ${set.length === 1 ? 'is' : 'are'} set`,
    );
  }
  if (endpoint !== undefined && server !== undefined) {
    return invalid('EMAIL_ACS_ENDPOINT and SMTP_URL are both set: expected only one of the two');
  }
  const route: EmailRoute | undefined =
    endpoint === undefined
      ? server && { kind: 'smtp', server }
      : { kind: 'acs', endpoint, clientId: values.EMAIL_CLIENT_ID };
  if (from !== undefined && route !== undefined) return { kind: 'valid', settings: { from, to, route } };
  return invalid(
    ...(from === undefined
      ? ['EMAIL_FROM is missing: expected the address that the e-mails come from, because EMAIL_TO is set']
      : []),
    ...(route === undefined
      ? ['EMAIL_ACS_ENDPOINT and SMTP_URL are missing: expected one of the two, because EMAIL_TO is set']
      : []),
  );
}

export function viaOf(route: EmailRoute): string {
  switch (route.kind) {
    case 'acs':
      return 'Azure Communication Services';
    case 'smtp':
      return `SMTP ${route.server.host}:${route.server.port}`;
  }
}
