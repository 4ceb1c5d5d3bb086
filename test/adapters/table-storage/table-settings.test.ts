import { describe, expect, it } from 'vitest';
import { parseTableSettings } from '../../../src/adapters/table-storage/table-settings.ts';

const connectionString =
  'DefaultEndpointsProtocol=https;AccountName=a;AccountKey=geheim;EndpointSuffix=core.windows.net';
const clientId = '11111111-2222-3333-4444-555555555555';

function problemsOf(environment: Readonly<Record<string, string>>): string {
  const parsed = parseTableSettings(environment);
  return parsed.kind === 'invalid' ? parsed.problems.join('\n') : 'valid';
}

describe('the storage account is found', () => {
  it.each([
    [connectionString],
    ['UseDevelopmentStorage=true'],
    ['UseDevelopmentStorage=true;DevelopmentStorageProxyUri=http://127.0.0.1'],
    ['TableEndpoint=https://a.table.core.windows.net;SharedAccessSignature=sv=1&sig=x'],
    ...['127.0.0.1:10002', 'LOCALHOST', '[::1]:10002', '127.1.2.3'].flatMap((name) => [
      [`TableEndpoint=http://${name}/devstoreaccount1;SharedAccessSignature=sv=1&sig=x`],
      [`DefaultEndpointsProtocol=http;AccountName=a;AccountKey=b;TableEndpoint=http://${name}/a`],
    ]),
    [
      'DefaultEndpointsProtocol=http;AccountName=a;AccountKey=b;TableEndpoint=https://a.table.core.windows.net',
    ],
  ])('by a connection string: %s', (text) => {
    expect(parseTableSettings({ AzureWebJobsStorage: text })).toEqual({
      kind: 'valid',
      settings: {
        table: 'JamkerjaScheduler',
        connection: { kind: 'connection_string', connectionString: text },
      },
    });
  });

  it('by the name of the account, with the identity that is assigned to the app', () => {
    expect(
      parseTableSettings({ AzureWebJobsStorage__accountName: 'myaccount', TABLE_NAME: 'Other1' }),
    ).toEqual({
      kind: 'valid',
      settings: {
        table: 'Other1',
        connection: { kind: 'identity', endpoint: 'https://myaccount.table.core.windows.net' },
      },
    });
  });

  it('by the address of the table service, with the identity that is named', () => {
    const endpoint = 'https://myaccount.table.core.chinacloudapi.cn';
    const environment = {
      AzureWebJobsStorage__tableServiceUri: endpoint,
      AzureWebJobsStorage__clientId: clientId,
    };
    expect(parseTableSettings({ ...environment, AzureWebJobsStorage: '' })).toEqual({
      kind: 'valid',
      settings: { table: 'JamkerjaScheduler', connection: { kind: 'identity', endpoint, clientId } },
    });
  });
});

const unencrypted =
  /^AzureWebJobsStorage has (?:a \w+Endpoint that begins with http:\/\/|DefaultEndpointsProtocol=http), which sends all rows/;

describe('settings are refused with an explanation', () => {
  it.each<readonly [Readonly<Record<string, string>>, RegExp]>([
    [{}, /no storage account is set: expected one of AzureWebJobsStorage, /],
    [
      { AzureWebJobsStorage: connectionString, AzureWebJobsStorage__accountName: 'abc' },
      /2 storage accounts are set/,
    ],
    [{ AzureWebJobsStorage: connectionString, AzureWebJobsStorage__clientId: clientId }, /needs no identity/],
    [
      { AzureWebJobsStorage: 'AccountName=a;AccountKey=geheim' },
      /AzureWebJobsStorage has a wrong value \(not shown\): expected a conn/,
    ],
    [
      { AzureWebJobsStorage__accountName: 'My-Account' },
      /__accountName has a wrong value \(not shown\): expected the name of a storage/,
    ],
    [
      { AzureWebJobsStorage__tableServiceUri: 'http://x' },
      /__tableServiceUri has a wrong value \(not shown\): expected an address such as/,
    ],
    [{ AzureWebJobsStorage__tableServiceUri: 'https://x/t?sv=1' }, /expected an address such as/],
    [{ AzureWebJobsStorage__tableServiceUri: 'https://x/t?sig=geheim' }, /holds a password or a key/],
    [{ AzureWebJobsStorage: 'https://a.table.core.windows.net/?sig=geheim' }, /AzureWebJobsStorage is a URL/],
    [{ AzureWebJobsStorage: '@Microsoft.KeyVault(SecretUri=https://geheim)' }, /that was not resolved/],
    [
      { AzureWebJobsStorage: 'DefaultEndpointsProtocol=https;AccountName=a;AccountKey=<key>' },
      /contains a placeholder/,
    ],
    [
      { AzureWebJobsStorage: 'DefaultEndpointsProtocol=geheim;AccountName=a;AccountKey=b' },
      /expected a connection string/,
    ],
    [{ AzureWebJobsStorage: 'DefaultEndpointsProtocol=https;AccountName=a;AccountKey=' }, /expected a conn/],
    [
      { AzureWebJobsStorage: 'TableEndpoint=https://u:geheim@x/;SharedAccessSignature=s' },
      /a TableEndpoint that is no plain address/,
    ],
    [
      { AzureWebJobsStorage__accountName: 'abc', AzureWebJobsStorage__clientId: 'me' },
      /__clientId is "me": expected the client id/,
    ],
    ...['ab', '1abc', 'a-b', 'tables', 'Tables', 'x'.repeat(64)].map(
      (name) =>
        [
          { AzureWebJobsStorage: connectionString, TABLE_NAME: name },
          /TABLE_NAME (is ".*"|has a wrong value \(not shown\)): expected a table name|TABLE_NAME is a placeholder/,
        ] as const,
    ),
  ])('%j', (environment, words) => {
    expect(problemsOf(environment)).toMatch(words);
    expect(problemsOf(environment)).not.toContain('geheim');
  });

  it.each<readonly [string, RegExp]>([
    ['UseDevelopmentStorage=false', /expected a connection string/],
    [
      'UseDevelopmentStorage=true;DevelopmentStorageProxyUri=http://proxy',
      /a DevelopmentStorageProxyUri that beg/,
    ],
    [
      'DefaultEndpointsProtocol=http;AccountName=a;AccountKey=geheim;EndpointSuffix=core.windows.net',
      unencrypted,
    ],
    ['DefaultEndpointsProtocol=HTTP;AccountName=a;AccountKey=geheim;TableEndpoint=', unencrypted],
    ...[
      'a.table.core.windows.net',
      '10.0.0.1:10002/a',
      'localhost.evil.example',
      '127.0.0.1.nip.io',
      '[::ffff:7f00:1]/a',
      'azurite:10002/a',
    ].flatMap(
      (name) =>
        [
          [`TableEndpoint=http://${name};SharedAccessSignature=sig=geheim`, unencrypted],
          [
            `TableEndpoint=HTTP://${name};AccountName=a;AccountKey=geheim;DefaultEndpointsProtocol=https`,
            unencrypted,
          ],
          [`${connectionString};BlobEndpoint=http://${name}`, unencrypted],
          [`${connectionString};QueueSecondaryEndpoint=http://${name}`, unencrypted],
        ] as const,
    ),
  ])('%s', (text, words) => {
    const problems = problemsOf({ AzureWebJobsStorage: text });
    expect(problems).toMatch(words);
    expect(problems).not.toContain('geheim');
    expect(parseTableSettings({ AzureWebJobsStorage: text }).kind).toBe('invalid');
  });
});
