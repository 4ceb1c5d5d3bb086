/** E-mail against a real SMTP server from npm: what arrives, who may see the password, and what a failure is told as. */
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { describe, expect, test } from 'vitest';
import { sendBySmtp } from '../../../src/adapters/notify/smtp-email.ts';
import { makeSelfSigned } from '../../support/self-signed.ts';
import { id, never, notifierWith, outgoing, settingsOf } from './support/outgoing.ts';

interface Mail {
  readonly from: string;
  readonly to: readonly string[];
  readonly text: string;
  readonly secure: boolean;
}

const { certificate, key } = makeSelfSigned();

async function startMailServer(options: SMTPServerOptions = {}) {
  const mails: Mail[] = [];
  const server = new SMTPServer({
    authOptional: true,
    cert: certificate,
    key,
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => void chunks.push(chunk));
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope;
        mails.push({
          from: mailFrom === false ? '' : mailFrom.address,
          to: rcptTo.map(({ address }) => address),
          text: Buffer.concat(chunks).toString('utf8'),
          secure: session.secure,
        });
        done();
      });
    },
    ...options,
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  return {
    mails,
    port,
    [Symbol.asyncDispose]: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

const send = (url: string, limit?: number, to = 'hr@example.com, it@example.com') =>
  notifierWith({ EMAIL_TO: to, EMAIL_FROM: 'scheduler@example.com', SMTP_URL: url }, limit).send(
    outgoing('email'),
    never,
  );

const failure = (code: number) => Object.assign(new Error('no, s3cret'), { responseCode: code });

test('arrives at every address, encrypted, with a subject, as text and as HTML, and with the id of the notice', async () => {
  await using server = await startMailServer();
  expect(await send(`smtp://127.0.0.1:${server.port}`)).toEqual({ kind: 'delivered' });
  const [mail] = server.mails;
  expect(mail).toMatchObject({
    from: 'scheduler@example.com',
    to: ['hr@example.com', 'it@example.com'],
    secure: true,
  });
  const text = mail!.text.replaceAll('=\r\n', '');
  expect(text).toContain('Subject: spJamkerja: run failed');
  expect(text).toContain(`Message-ID: <${id}@example.com>`);
  expect(text).toContain('Auto-Submitted: auto-generated');
  expect(text).toContain('Content-Type: text/plain');
  expect(text).toContain('Content-Type: text/html');
  expect(text).toContain('What it means for the data');
});

test('has the same Message-ID at each repetition', async () => {
  await using server = await startMailServer();
  await send(`smtp://127.0.0.1:${server.port}`);
  await send(`smtp://127.0.0.1:${server.port}`);
  const ids = server.mails.map(({ text }) => /^Message-ID: (.*)$/m.exec(text)?.[1]?.trim());
  expect(ids).toEqual([`<${id}@example.com>`, `<${id}@example.com>`]);
});

test('goes to a server that knows no encryption, if there is no password to protect', async () => {
  await using server = await startMailServer({ disabledCommands: ['STARTTLS'] });
  expect(await send(`smtp://127.0.0.1:${server.port}`)).toEqual({ kind: 'delivered' });
  expect(server.mails).toMatchObject([{ secure: false }]);
});

const withLogin = async (options: SMTPServerOptions) => {
  const seen: unknown[] = [];
  await using server = await startMailServer({
    authOptional: false,
    allowInsecureAuth: true,
    onAuth({ password }, _session, done) {
      seen.push(password);
      done(null, { user: 'app' });
    },
    ...options,
  });
  return {
    result: await send(`smtp://app:p%40s3cret@127.0.0.1:${server.port}`),
    seen,
    mails: server.mails,
  };
};

describe('a password', () => {
  test('is never sent to a server that knows no encryption', async () => {
    const { result, seen, mails } = await withLogin({ disabledCommands: ['STARTTLS'] });
    expect(result).toMatchObject({ kind: 'retry' });
    expect([seen, mails]).toEqual([[], []]);
  });

  test('is never sent to a server whose certificate nobody vouches for', async () => {
    const { result, seen } = await withLogin({});
    expect(result).toEqual({ kind: 'retry', problem: 'the connection could not be encrypted' });
    expect(seen).toEqual([]);
  });
});

const sendTrusting = async (options: SMTPServerOptions) => {
  await using server = await startMailServer({ authOptional: false, ...options });
  const { email } = settingsOf({
    EMAIL_TO: 'hr@example.com',
    EMAIL_FROM: 'scheduler@example.com',
    SMTP_URL: `${options.secure === true ? 'smtps' : 'smtp'}://app:p%40s3cret@127.0.0.1:${server.port}`,
  });
  const { route } = email!;
  if (route.kind !== 'smtp') throw new Error('expected an SMTP server');
  const result = await sendBySmtp(email!, route.server, outgoing('email'), never, { ca: certificate });
  return { result, mails: server.mails };
};

describe('a login, where the certificate is trusted', () => {
  const accepting: SMTPServerOptions = {
    onAuth: ({ username, password }, _session, done) =>
      username === 'app' && password === 'p@s3cret' ? done(null, { user: 'app' }) : done(failure(535)),
  };

  test.each([{ secure: false }, { secure: true }])(
    'succeeds, with TLS from the start: $secure',
    async (options) => {
      const { result, mails } = await sendTrusting({ ...accepting, ...options });
      expect(result).toEqual({ kind: 'delivered' });
      expect(mails).toMatchObject([{ secure: true }]);
    },
  );

  test('that the server refuses is repeated, since somebody may put it right', async () => {
    const { result } = await sendTrusting({ onAuth: (_auth, _session, done) => done(failure(535)) });
    expect(result).toEqual({ kind: 'retry', problem: 'the server refused the login 535' });
  });
});

test('addresses that the server rejects are told beside the delivery, which is not repeated', async () => {
  await using server = await startMailServer({
    onRcptTo: ({ address }, _session, done) => done(address.startsWith('it@') ? failure(550) : undefined),
  });
  expect(await send(`smtp://127.0.0.1:${server.port}`)).toEqual({
    kind: 'delivered',
    problem: 'the server rejected 1 of 2 addresses',
  });
});

test.each<[string, SMTPServerOptions, object]>([
  [
    'all addresses are rejected for good',
    { onRcptTo: (_address, _session, done) => done(failure(550)) },
    { kind: 'refused', problem: 'the server refused the e-mail 550' },
  ],
  [
    'the sender is rejected for now',
    { onMailFrom: (_address, _session, done) => done(failure(451)) },
    { kind: 'retry', problem: 'the server did not take the e-mail 451' },
  ],
  [
    'the text is rejected for good',
    {
      onData: (stream, _session, done) => {
        stream.resume();
        stream.on('end', () => done(failure(554)));
      },
    },
    { kind: 'refused', problem: 'the server refused the e-mail 554' },
  ],
])('where %s', async (_, options, expected) => {
  await using server = await startMailServer(options);
  const result = await send(`smtp://127.0.0.1:${server.port}`);
  expect(result).toEqual(expected);
});

async function startSilentServer(onConnection: (socket: Socket) => void) {
  const server = createServer(onConnection).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}

test('a server that says nothing is given up', async () => {
  const sockets: Socket[] = [];
  const { url, server } = await startSilentServer(
    (socket) => void sockets.push(socket.on('error', () => undefined)),
  );
  expect(await send(url, 400)).toEqual({ kind: 'retry', problem: 'no answer in time' });
  // Nothing stays open.
  await expect
    .poll(() => sockets.every(({ destroyed, readableEnded }) => destroyed || readableEnded))
    .toBe(true);
  for (const each of sockets) each.destroy();
  server.close();
});

test('a server that hangs up, and one that is not there', async () => {
  const { url, server } = await startSilentServer((socket) => void socket.destroy());
  expect(await send(url)).toMatchObject({
    kind: 'retry',
    problem: expect.stringContaining('the connection failed'),
  });
  server.close();
  await once(server, 'close');
  expect(await send(url)).toMatchObject({
    kind: 'retry',
    problem: expect.stringContaining('the connection failed'),
  });
});
