import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { TableSettings } from '../../../src/adapters/table-storage/table-settings.ts';
import { type Azurite, startAzurite } from '../../support/azurite.ts';
import { makeSelfSigned } from '../../support/self-signed.ts';
import { newTableName } from './fixture.ts';

const clientId = '11111111-2222-3333-4444-555555555555';
const script = fileURLToPath(new URL('read-in-process.ts', import.meta.url));
let folder: string;
let azurite: Azurite;
let identities: Server;
/** What the app asked the platform's identity endpoint for. */
let asked: URLSearchParams[] = [];
let refuse = false;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'identity-'));
  const { certificate, key } = makeSelfSigned();
  const [cert, keyFile] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
  await writeFile(cert, certificate);
  await writeFile(keyFile, key);
  azurite = await startAzurite(['--cert', cert, '--key', keyFile, '--oauth', 'basic']);
  identities = createServer((request, response) => {
    asked.push(new URL(request.url ?? '/', 'http://x').searchParams);
    response.writeHead(refuse ? 400 : 200, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify(refuse ? { message: 'No identity was found' } : token()));
  }).listen(0, '127.0.0.1');
  await once(identities, 'listening');
});
afterEach(() => {
  asked = [];
  refuse = false;
});
afterAll(async () => {
  identities.close();
  identities.closeAllConnections();
  await azurite.stop();
  await rm(folder, { recursive: true, force: true });
});

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** As App Service answers; Azurite checks the claims but not the signature. */
function token() {
  const now = Math.floor(Date.now() / 1_000);
  const claims = {
    aud: 'https://storage.azure.com',
    iss: 'https://sts.windows.net/tenant/',
    nbf: now - 60,
    iat: now - 60,
    exp: now + 3_600,
  };
  const jwt = `${encode({ alg: 'RS256', typ: 'JWT' })}.${encode(claims)}.c2lnbmF0dXJl`;
  return {
    access_token: jwt,
    expires_on: String(claims.exp),
    resource: claims.aud,
    token_type: 'Bearer',
    client_id: clientId,
  };
}

async function readInProcess(connection: TableSettings['connection']) {
  const address = identities.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const environment = {
    PATH: process.env['PATH'],
    NODE_EXTRA_CA_CERTS: join(folder, 'cert.pem'),
    IDENTITY_ENDPOINT: `http://127.0.0.1:${port}/token`,
    IDENTITY_HEADER: 'header',
  };
  const settings: TableSettings = { table: newTableName(), connection };
  const { stdout } = await promisify(execFile)(process.execPath, [script, JSON.stringify(settings)], {
    env: environment,
  });
  return JSON.parse(stdout) as { result: string; atImport: readonly string[]; loaded: readonly string[] };
}

const identity = (more: { readonly clientId?: string } = {}) =>
  ({ kind: 'identity', endpoint: `https://127.0.0.1:${azurite.port}/devstoreaccount1`, ...more }) as const;

describe('a managed identity', () => {
  it('reaches the table with the token of the identity that is named', async () => {
    expect(await readInProcess(identity({ clientId }))).toMatchObject({ result: 'empty' });
    expect(asked.map((query) => [query.get('resource'), query.get('client_id')])).toEqual([
      ['https://storage.azure.com', clientId],
    ]);
  });

  it('reaches the table with the token of the app’s own identity when none is named', async () => {
    expect(await readInProcess(identity())).toMatchObject({ result: 'empty' });
    expect(asked[0]?.get('client_id')).toBeNull();
  });

  it('that is not assigned gives an error that says what to check', async () => {
    refuse = true;
    const { result } = await readInProcess(identity({ clientId }));
    expect(result).toMatch(
      /could not read the control rows .* with a managed identity, that it is assigned to the app/,
    );
  });
});

describe('the SDKs', () => {
  it('are loaded when first used, and the one for identities only for identities', async () => {
    const { connectionString } = azurite;
    const byKey = await readInProcess({
      kind: 'connection_string',
      connectionString: connectionString.replaceAll('http:', 'https:'),
    });
    expect(byKey).toEqual({ result: 'empty', atImport: [], loaded: ['@azure/data-tables'] });
    const byIdentity = await readInProcess(identity({ clientId }));
    expect(byIdentity).toEqual({
      result: 'empty',
      atImport: [],
      loaded: ['@azure/data-tables', '@azure/identity'],
    });
  });
});
