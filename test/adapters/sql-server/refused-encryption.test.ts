import { describe, expect, it } from 'vitest';
import { createProcedureRunner } from '../../../src/adapters/sql-server/procedure-runner.ts';
import { systemClock } from '../../../src/adapters/system/clock.ts';
import { record, runnerParts } from './support/attempt.ts';
import {
  afterPrelogin,
  type Handshake,
  startHandshakeServer,
  tlsAtOnce,
  tlsInPrelogin,
  tlsRecord,
} from './support/tls-server.ts';

async function execute(handshake: Handshake, settings: Readonly<Record<string, string>>) {
  const server = await startHandshakeServer(handshake);
  const parts = runnerParts(systemClock, {
    SQL_SERVER: '127.0.0.1',
    SQL_PORT: String(server.port),
    SQL_DATABASE: 'Attendance',
    SQL_USER: 'app',
    SQL_PASSWORD: 'secret',
    SQL_CONNECT_RETRY_SECONDS: '0',
    ...settings,
  });
  const result = await createProcedureRunner(parts).execute(record().execution);
  const connections = server.connections();
  await server.close();
  return { result, connections };
}

const strict = { SQL_ENCRYPT: 'strict' };
const encrypted = { SQL_ENCRYPT: 'true' };
const trusting = { SQL_ENCRYPT: 'true', SQL_TRUST_SERVER_CERTIFICATE: 'true' };
const plain = { SQL_ENCRYPT: 'false' };

const hangUp: Handshake = (client) => void client.once('data', () => client.end());
const reset: Handshake = (client) => void client.once('data', () => client.resetAndDestroy());
/** A server of TDS 7 takes the first packet of TLS for a broken one and answers in its own protocol. */
const answerInTds: Handshake = (client) =>
  void client.once('data', () => client.write(Buffer.from([4, 1, 0, 0x2b, 0, 0, 0, 0, 0xff, 0xff, 0xff])));

/** ServerHello of TLS 1.0 with TLS_RSA_WITH_AES_128_CBC_SHA, as SQL Server 2008 to 2014 sends it without its updates. */
const serverHello10 = [
  0x16,
  3,
  1,
  0,
  42,
  2,
  0,
  0,
  38,
  3,
  1,
  ...Array.from({ length: 32 }, () => 7),
  0,
  0,
  0x2f,
  0,
];
const alert = (code: number) => tlsRecord(0x15, 3, 3, 0, 2, 2, code);
const handshakeFailure = 40;
const protocolVersion = 70;

const refusals: readonly (readonly [string, Handshake, Readonly<Record<string, string>>, string])[] = [
  ['offers TLS 1.0 only', afterPrelogin('on', tlsRecord(...serverHello10)), trusting, 'tls_refused'],
  ['refuses the version', afterPrelogin('on', alert(protocolVersion)), trusting, 'tls_refused'],
  [
    'has no cipher in common',
    tlsInPrelogin({ maxVersion: 'TLSv1.2', ciphers: 'AES128-SHA256' }),
    trusting,
    'tls_refused',
  ],
  ['ends the handshake with an alert', afterPrelogin('on', alert(handshakeFailure)), trusting, 'tls_refused'],
  [
    'answers with something else than TLS',
    afterPrelogin('on', tlsRecord(...Buffer.from('HTTP/1.1'))),
    trusting,
    'tls_refused',
  ],
  ['has a certificate that nobody signed', tlsInPrelogin({}), encrypted, 'certificate_untrusted'],
  ['has one, with strict', tlsAtOnce({ ALPNProtocols: ['tds/8.0'] }), strict, 'certificate_strict'],
  ['does not know TDS 8 and hangs up', hangUp, strict, 'strict_refused'],
  ['does not know TDS 8 and resets', reset, strict, 'strict_refused'],
  ['does not know TDS 8 and answers in TDS 7', answerInTds, strict, 'strict_refused'],
  ['speaks TLS but not TDS 8', tlsAtOnce({ ALPNProtocols: ['http/1.1'] }), strict, 'strict_refused'],
  ['cannot encrypt', afterPrelogin('unsupported', () => {}), trusting, 'encryption_missing'],
  ['demands encryption', afterPrelogin('required', () => {}), plain, 'encryption_required'],
];

describe('a server that', () => {
  it.each(refusals)(
    '%s is asked once, and the remedy says what to do',
    async (_, handshake, settings, code) => {
      const { result, connections } = await execute(handshake, settings);
      expect(result).toMatchObject({
        kind: 'failed',
        failure: { class: 'access', remedyCode: code, message: expect.not.stringMatching(/\n|:error:/) },
      });
      expect(connections).toBe(1);
    },
  );

  const drops = afterPrelogin('on', (client) => client.resetAndDestroy());
  it.each([
    ['drops the connection before it answers', hangUp, encrypted, 'unreachable'],
    ['drops it during the handshake', drops, trusting, 'handshake_broken'],
  ] as const)('%s is asked again', async (_, handshake, settings, code) => {
    const { result, connections } = await execute(handshake, settings);
    expect(result).toMatchObject({ kind: 'failed', failure: { class: 'unreachable', remedyCode: code } });
    expect(connections).toBeGreaterThan(1);
  });
});
