/** Which storage account and table: the settings by which the Functions host finds its own storage. */
import { z } from 'zod';
import { type ParsedSettings, parseEnvironment } from '../../core/settings/environment.ts';
import { isPlaceholder } from '../../core/settings/setting-value.ts';

export type TableConnection =
  | { readonly kind: 'connection_string'; readonly connectionString: string }
  | { readonly kind: 'identity'; readonly endpoint: string; readonly clientId?: string | undefined };

export interface TableSettings {
  readonly table: string;
  readonly connection: TableConnection;
}

/** AzureWebJobsStorage is checked separately, because the schema's problems would show its value. */
const Environment = z.object({
  AzureWebJobsStorage: z.string().optional(),
  AzureWebJobsStorage__tableServiceUri: z
    .string()
    .regex(/^https:\/\/[^/?#]+\/?$/, {
      error: 'expected an address such as https://myaccount.table.core.windows.net',
    })
    .optional(),
  AzureWebJobsStorage__accountName: z
    .string()
    .regex(/^[a-z0-9]{3,24}$/, {
      error: 'expected the name of a storage account: 3 to 24 lowercase letters and digits',
    })
    .optional(),
  AzureWebJobsStorage__clientId: z
    .guid({ error: 'expected the client id of a managed identity, a GUID' })
    .optional(),
  TABLE_NAME: z
    .string()
    .regex(/^(?!tables$)[A-Za-z][A-Za-z0-9]{2,62}$/i, {
      error: 'expected a table name: 3 to 63 letters and digits, the first a letter, and not "tables"',
    })
    .default('JamkerjaScheduler'),
});

const ways = 'AzureWebJobsStorage, AzureWebJobsStorage__tableServiceUri or AzureWebJobsStorage__accountName';

export function parseTableSettings(
  environment: Readonly<Record<string, string | undefined>>,
): ParsedSettings<TableSettings> {
  const parsed = parseEnvironment(Environment, environment);
  if (parsed.kind === 'invalid') return parsed;
  const {
    AzureWebJobsStorage: connectionString,
    AzureWebJobsStorage__tableServiceUri: uri,
    AzureWebJobsStorage__accountName: account,
    AzureWebJobsStorage__clientId: clientId,
    TABLE_NAME: table,
  } = parsed.settings;
  const given = [connectionString, uri, account].filter((value) => value !== undefined).length;
  if (given === 0) return invalid(`no storage account is set: expected one of ${ways}`);
  if (given > 1) return invalid(`${given} storage accounts are set: expected only one of ${ways}`);
  if (connectionString === undefined) {
    const endpoint = uri ?? `https://${account ?? ''}.table.core.windows.net`;
    return { kind: 'valid', settings: { table, connection: { kind: 'identity', endpoint, clientId } } };
  }
  const problem = connectionStringProblem(connectionString, clientId);
  if (problem !== undefined) return invalid(problem);
  return { kind: 'valid', settings: { table, connection: { kind: 'connection_string', connectionString } } };
}

const expected =
  'expected a connection string with DefaultEndpointsProtocol, AccountName and AccountKey, or with TableEndpoint and SharedAccessSignature, or UseDevelopmentStorage=true';

/** Whatever the SDK would refuse is refused here, because its own errors may repeat the text. */
function connectionStringProblem(text: string, clientId: string | undefined): string | undefined {
  if (clientId !== undefined) {
    return 'AzureWebJobsStorage__clientId is set, but AzureWebJobsStorage is a connection string, which needs no identity: expected only one of the two';
  }
  const values = new Map(
    text.split(';').map((part) => {
      const equals = part.indexOf('=');
      return [part.slice(0, equals).trim().toLowerCase(), part.slice(equals + 1).trim()] as const;
    }),
  );
  const has = (...needed: readonly string[]) => needed.every((name) => (values.get(name) ?? '') !== '');
  if ([...values.values()].some(isPlaceholder)) {
    return 'AzureWebJobsStorage contains a placeholder (not shown): put the real value in its place';
  }
  const protocol = values.get('defaultendpointsprotocol') ?? '';
  const problem = endpoints.flatMap((name) => endpointProblem(name, values.get(name.toLowerCase())) ?? [])[0];
  if (problem !== undefined) return problem;
  if (/^true$/i.test(values.get('usedevelopmentstorage') ?? '')) return undefined;
  if (/^http$/i.test(protocol) && !has('tableendpoint')) {
    return `AzureWebJobsStorage has DefaultEndpointsProtocol=http, which sends all rows, and what permits access to them, unencrypted: expected https`;
  }
  if (has('accountname', 'accountkey') && /^https?$/i.test(protocol)) return undefined;
  if (has('tableendpoint', 'sharedaccesssignature')) return undefined;
  return /^\s*[a-z][a-z\d+.-]*:\/\//i.test(text)
    ? `AzureWebJobsStorage is a URL (not shown): ${expected}`
    : `AzureWebJobsStorage has a wrong value (not shown): ${expected}`;
}

/** The host uses the others with the same key. */
const endpoints = [
  'TableEndpoint',
  'BlobEndpoint',
  'QueueEndpoint',
  'FileEndpoint',
  'TableSecondaryEndpoint',
  'BlobSecondaryEndpoint',
  'QueueSecondaryEndpoint',
  'DevelopmentStorageProxyUri',
] as const;

/** Anybody on the way could read a signature and use it, and change the rows, which say what to execute. */
function endpointProblem(name: (typeof endpoints)[number], address = ''): string | undefined {
  if (address === '') return undefined;
  const where = `AzureWebJobsStorage has a ${name} that`;
  if (!plainEndpoint.test(address)) {
    return `${where} is no plain address (not shown): expected one such as https://myaccount.table.core.windows.net, without a key in it`;
  }
  if (/^https:/i.test(address) || loopback.test(address)) return undefined;
  return `${where} begins with http://, which sends all rows, and what permits access to them, unencrypted: expected https://, or an address of this machine such as http://127.0.0.1:10002/account`;
}

const loopback = /^http:\/\/(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?(?:\/|$)/i;
const plainEndpoint = /^https?:\/\/(?:[\w.-]{1,255}|\[[0-9a-f:]{2,45}\])(?::\d{1,5})?(?:\/[\w-]{0,63})?\/?$/i;

const invalid = (problem: string) => ({ kind: 'invalid', problems: [problem] }) as const;
