/** E-mail through an SMTP server. */
import { Socket } from 'node:net';
import Mailer from 'nodemailer/lib/mailer';
import SmtpTransport from 'nodemailer/lib/smtp-transport';
import type { SendResult } from '../../core/notices/channel.ts';
import type { Outgoing } from '../../ports/sending.ts';
import { emailContent } from './email-content.ts';
import type { EmailSettings } from './email-settings.ts';
import type { SmtpServer } from './smtp-url.ts';

export async function sendBySmtp(
  { from, to }: EmailSettings,
  server: SmtpServer,
  { notice, message }: Outgoing,
  signal: AbortSignal,
  trust: { readonly ca?: string } = {},
): Promise<SendResult> {
  const { subject, plainText, html } = emailContent(message, notice.id);
  const socket = new Socket();
  const stop = (): void => void socket.destroy(new Error('no answer in time'));
  signal.addEventListener('abort', stop, { once: true });
  // Not `createTransport`, which would bring the transports of other services into the package.
  const transport = new Mailer(new SmtpTransport({ ...connectionTo(server, trust), socket }));
  try {
    const { rejected } = await transport.sendMail({
      from,
      to: [...to],
      subject,
      text: plainText,
      html,
      // The same at each repetition, so that mail programs may drop the second one.
      messageId: `<${notice.id}@${from.slice(from.lastIndexOf('@') + 1)}>`,
      headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
    });
    return rejected.length === 0
      ? { kind: 'delivered' }
      : { kind: 'delivered', problem: `the server rejected ${rejected.length} of ${to.length} addresses` };
  } catch (error) {
    return signal.aborted ? { kind: 'retry', problem: 'no answer in time' } : judge(error);
  } finally {
    signal.removeEventListener('abort', stop);
    socket.destroy();
  }
}

function connectionTo({ host, port, secure, login }: SmtpServer, trust: { readonly ca?: string }) {
  return {
    host,
    port,
    secure,
    // A password never travels in clear text. Without one, the connection is encrypted if the server can, as between
    // mail servers; whoever could forge its certificate could also hide that it can.
    requireTLS: login !== undefined,
    tls: { ...trust, rejectUnauthorized: secure || login !== undefined },
    ...(login === undefined ? {} : { auth: { user: login.user, pass: login.password } }),
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

/** By the code alone: a message may quote what was sent. */
function judge(error: unknown): SendResult {
  const code = fieldOf(error, 'code');
  const responseCode = fieldOf(error, 'responseCode');
  const status = typeof responseCode === 'number' ? ` ${responseCode}` : '';
  switch (code) {
    case 'EAUTH':
    case 'ENOAUTH':
      return { kind: 'retry', problem: `the server refused the login${status}` };
    case 'EENVELOPE':
    case 'EMESSAGE':
      return typeof responseCode === 'number' && responseCode >= 500
        ? { kind: 'refused', problem: `the server refused the e-mail${status}` }
        : { kind: 'retry', problem: `the server did not take the e-mail${status}` };
    default: {
      const untrusted = error instanceof Error && /certificate|TLS|SSL/.test(error.message);
      if (untrusted) return { kind: 'retry', problem: 'the connection could not be encrypted' };
      return {
        kind: 'retry',
        problem: `the connection failed${typeof code === 'string' ? ` (${code})` : ''}`,
      };
    }
  }
}

const fieldOf = (error: unknown, name: string): unknown =>
  error instanceof Error ? Object.getOwnPropertyDescriptor(error, name)?.value : undefined;
