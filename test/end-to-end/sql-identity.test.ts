/**
 * The login with the app's identity, through the built app: the bundle has another module where the driver expects
 * `@azure/identity` (docs/decisions/0023-parts-of-libraries-replaced.md).
 */
import { createServer } from 'node:http';
import { expect, it } from 'vitest';
import { uint32 } from '../../local/sql-server/tds/bytes.ts';
import { loginTokens, startHostileServer } from '../adapters/sql-server/support/hostile-server.ts';
import { portOf } from '../adapters/sql-server/support/tcp-relay.ts';
import { startApp } from '../support/app.ts';
import { startSurroundings } from '../support/surroundings.ts';

const token = 'what-the-identity-endpoint-gave';

/** FEDAUTHINFO (MS-TDS 2.2.7.12): where to get a token, and what it is for. */
function tokenWanted(authority: string, resource: string): Buffer {
  const texts = [authority, resource].map((text) => Buffer.from(text, 'utf16le'));
  const directory = 4 + texts.length * 9;
  const entries = texts.map((text, index) =>
    Buffer.concat([
      Buffer.from([index + 1]),
      uint32(text.length),
      uint32(directory + texts.slice(0, index).reduce((sum, { length }) => sum + length, 0)),
    ]),
  );
  const body = Buffer.concat([uint32(texts.length), ...entries, ...texts]);
  return Buffer.concat([Buffer.from([0xee]), uint32(body.length), body]);
}

/** As App Service has it for its apps. */
async function startIdentityEndpoint() {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(
      `${request.headers['x-identity-header']} ${new URL(request.url ?? '', 'http://x').searchParams.get('resource')}`,
    );
    const expires = Math.floor(Date.now() / 1_000) + 86_400;
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ access_token: token, expires_on: String(expires), token_type: 'Bearer' }));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    asked,
    url: `http://127.0.0.1:${portOf(server)}/msi/token`,
    [Symbol.dispose]: () => void server.close().closeAllConnections(),
  };
}

it('logs in with the token of the identity, and runs the procedure', async () => {
  const received: Buffer[] = [];
  const logins = new Map<number, Buffer>();
  const server = await startHostileServer({
    login: ({ socket, number, send }, data) => {
      logins.set(number, data);
      socket.on('data', (chunk) => received.push(chunk));
      send(tokenWanted('https://login.example/common', 'https://database.windows.net/'));
    },
    request: ({ number, send }) => {
      const login = logins.get(number);
      if (login === undefined) return false;
      logins.delete(number);
      return send(loginTokens(login));
    },
  });
  try {
    using identity = await startIdentityEndpoint();
    await using world = await startSurroundings();
    await using app = await startApp({
      storage: world.storage,
      sql: { port: server.port, user: '', password: '' },
      env: {
        SQL_AUTHENTICATION: 'managed-identity',
        SQL_USER: undefined,
        SQL_PASSWORD: undefined,
        IDENTITY_ENDPOINT: identity.url,
        IDENTITY_HEADER: 'header-of-the-platform',
      },
    });
    await app.statusWhen(({ success_count }) => success_count > 0);
    expect(identity.asked).toContain('header-of-the-platform https://database.windows.net');
    expect(Buffer.concat(received).includes(Buffer.from(token, 'utf16le'))).toBe(true);
    expect(app.host.lines().join('\n')).not.toContain(token);
  } finally {
    await server.close();
  }
});
