/** SMTP_URL: `smtp://user:password@host:587` (STARTTLS) or `smtps://user:password@host:465` (TLS from the start). */
import type { Read } from './http-url.ts';

export interface SmtpServer {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte; otherwise STARTTLS. */
  readonly secure: boolean;
  readonly login?: { readonly user: string; readonly password: string } | undefined;
}

const wrong = (expected: string) => ({ kind: 'wrong', expected }) as const;
const example =
  'expected an address such as smtp://user:password@mail.example.com:587 or smtps://user:password@mail.example.com:465, with signs such as @ and / in the password percent-encoded';

export function readSmtpUrl(text: string): Read<SmtpServer> {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^smtps?:$/.test(url.protocol) || url.hostname === '') return wrong(example);
  if (!/^\/?$/.test(url.pathname) || url.search !== '' || url.hash !== '') {
    return wrong(`${example}; nothing may follow the port`);
  }
  const secure = url.protocol === 'smtps:';
  const [user, password] = [decoded(url.username), decoded(url.password)];
  if (user === undefined || password === undefined) return wrong(example);
  if ((user === '') !== (password === ''))
    return wrong(`${example}; expected both a user and a password, or neither`);
  return {
    kind: 'valid',
    value: {
      host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
      port: url.port === '' ? (secure ? 465 : 587) : Number(url.port),
      secure,
      login: user === '' ? undefined : { user, password },
    },
  };
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
