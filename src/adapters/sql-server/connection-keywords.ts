/**
 * The keywords of connection strings for SQL Server, with their synonyms: Microsoft.Data.SqlClient's, those of the ODBC
 * drivers 17 and 18, and what the portal writes. A keyword is a setting, makes no difference here, or is accepted with
 * some values only.
 */

export type Meaning =
  | { readonly kind: 'setting'; readonly name: string }
  | { readonly kind: 'ignored' }
  /** Without spaces and in lower case. `otherwise` follows the keyword in a problem. */
  | { readonly kind: 'only'; readonly accepted: readonly string[]; readonly otherwise: string };

const setting = (name: string): Meaning => ({ kind: 'setting', name });
const only = (accepted: string, otherwise: string): Meaning => ({
  kind: 'only',
  accepted: accepted.split(' '),
  otherwise,
});
const off = 'false no disabled off 0';

/** They make no difference for one session per run. Semicolons part them, commas their synonyms. */
const ignored = `Driver; Provider; Description; Application Name,APP; Workstation ID,WSID; Packet Size;
  Persist Security Info,PersistSecurityInfo; Pooling; Min Pool Size; Max Pool Size;
  Connection Lifetime,Load Balance Timeout; Connection Reset; Pool Blocking Period; Enlist;
  MultipleActiveResultSets,Multiple Active Result Sets,MARS_Connection,MARS Connection; Command Timeout;
  ConnectRetryCount,Connect Retry Count; ConnectRetryInterval,Connect Retry Interval;
  Asynchronous Processing,Async; Replication; Transaction Binding; Type System Version; Attestation Protocol;
  Enclave Attestation Url; Server SPN,ServerSPN; Failover Partner SPN,FailoverPartnerSPN; KeepAlive;
  KeepAliveInterval; TransparentNetworkIPResolution,Transparent Network IP Resolution; IPAddressPreference;
  AnsiNPW; AutoTranslate,Auto Translate; QuotedId; Regional; UseFMTONLY; LongAsMax; QueryLog_On; QueryLogFile;
  QueryLogTime; StatsLog_On; StatsLogFile; SaveFile; RetryExec; DataTypeCompatibility; OLE DB Services;
  GetDataExtensions; TDS_Version; ClientCharset`;

/** Commas part synonyms; the first is the name that Microsoft's documentation prefers. */
const rows: readonly (readonly [string, Meaning])[] = [
  ['Server,Data Source,Address,Addr,Network Address', setting('SQL_SERVER')],
  ['Port', setting('SQL_PORT')],
  ['Database,Initial Catalog', setting('SQL_DATABASE')],
  ['User ID,UID,User,Username', setting('SQL_USER')],
  ['Password,PWD', setting('SQL_PASSWORD')],
  ['Authentication', setting('SQL_AUTHENTICATION')],
  ['Encrypt,Use Encryption for Data', setting('SQL_ENCRYPT')],
  ['TrustServerCertificate,Trust Server Certificate', setting('SQL_TRUST_SERVER_CERTIFICATE')],
  ['HostNameInCertificate,Host Name In Certificate', setting('SQL_HOST_NAME_IN_CERTIFICATE')],
  ['Connect Timeout,Connection Timeout,Timeout,LoginTimeout', setting('SQL_CONNECT_TIMEOUT_SECONDS')],
  ['Current Language,Language', setting('SQL_LANGUAGE')],
  ['MultiSubnetFailover,Multi Subnet Failover', setting('SQL_MULTI_SUBNET_FAILOVER')],
  [
    'Integrated Security,Trusted_Connection',
    only(
      'false no',
      'asks for a Windows login, which is not supported: expected User ID and Password of a SQL Server login, or Authentication=Active Directory Managed Identity',
    ),
  ],
  [
    'ApplicationIntent,Application Intent',
    only(
      'readwrite',
      'asks for a replica that only reads, but the procedure writes: expected ApplicationIntent=ReadWrite, or no ApplicationIntent',
    ),
  ],
  [
    'AttachDbFilename,AttachDBFileName,Extended Properties,Initial File Name',
    only(
      '',
      'attaches a file of the server’s own machine, which only LocalDB and Express in the same session do: expected Database with the name of a database that the server has',
    ),
  ],
  [
    'DSN,FileDSN',
    only('', 'names a data source that is configured on another machine: expected Server and Database'),
  ],
  [
    'Failover Partner,Failover_Partner',
    only('', 'is not supported: expected a listener as Server, or the principal server only'),
  ],
  [
    'Column Encryption Setting,ColumnEncryption',
    only(off, 'asks for Always Encrypted, which is not supported: remove it'),
  ],
  [
    'ServerCertificate,Server Certificate',
    only(
      '',
      'names a certificate file, which is not supported: remove it and let the machine trust the certificate’s issuer',
    ),
  ],
  [
    'Network Library,Network,Net',
    only(
      'dbmssocn tcp tcpip',
      'asks for another way than TCP/IP: remove it, and enable TCP/IP on the server',
    ),
  ],
  [
    'User Instance',
    only('false no', 'asks for LocalDB’s user instances, which are not supported: remove it'),
  ],
  ['Context Connection', only('false no', 'works only inside SQL Server: remove it')],
  ...ignored.split(';').map((names) => [names.trim(), { kind: 'ignored' }] as const),
];

export interface Keyword {
  /** As the documentation writes it: safe to show, unlike the text that somebody typed. */
  readonly label: string;
  readonly meaning: Meaning;
}

/** A map, not an object: a key may be named like something that every object has. */
const keywords: ReadonlyMap<string, Keyword> = new Map(
  // The first spelling of a keyword gives its label: the later ones differ in blanks only.
  rows.toReversed().flatMap(([names, meaning]) =>
    names
      .split(',')
      .toReversed()
      .map((label) => [plain(label), { label, meaning }] as const),
  ),
);

/** Keywords have no case, and blanks in them make no difference. */
export const keywordOf = (key: string): Keyword | undefined =>
  key.length > 100 ? undefined : keywords.get(plain(key));

/** What to call a setting that the connection string lacks. */
export const usualLabel = (name: string): string =>
  rows.find(([, meaning]) => meaning.kind === 'setting' && meaning.name === name)?.[0].split(',')[0] ?? name;

function plain(text: string): string {
  return text.replaceAll(/\s+/g, '').toLowerCase();
}
