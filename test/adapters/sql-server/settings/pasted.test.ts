/** What people paste, each right and wrong in a typical way, and the sentence that the app says to it. */
import { describe, expect, test } from 'vitest';
import { describeTarget, parseSqlSettings } from '../../../../src/adapters/sql-server/sql-settings.ts';

type Pasted = string | Readonly<Record<string, string>>;

const parse = (pasted: Pasted) =>
  parseSqlSettings(typeof pasted === 'string' ? { SQL_CONNECTION_STRING: pasted } : pasted);

const usual = {
  password: undefined,
  encrypt: true,
  trustServerCertificate: false,
  multiSubnetFailover: false,
  language: undefined,
  connectTimeout: 15_000,
};

test.each<readonly [string, Pasted, string, Partial<Record<keyof typeof usual, unknown>>]>([
  [
    'Portal ADO.NET, SQL authentication',
    'Server=tcp:contoso.database.windows.net,1433;Initial Catalog=Payroll;Persist Security Info=False;User ID=app;Password=S3cr!t;MultipleActiveResultSets=False;Encrypt=True;TrustServerCertificate=False;Connection Timeout=30;',
    'contoso.database.windows.net:1433, database Payroll, as user app',
    { password: 'S3cr!t', connectTimeout: 30000 },
  ],
  [
    'Portal ADO.NET, Entra passwordless',
    'Server=tcp:contoso.database.windows.net,1433;Initial Catalog=Payroll;Encrypt=True;TrustServerCertificate=False;Connection Timeout=30;Authentication="Active Directory Default";',
    'contoso.database.windows.net:1433, database Payroll, as managed identity (system-assigned)',
    { connectTimeout: 30000 },
  ],
  [
    'Portal, managed identity with client id',
    'Server=tcp:contoso.database.windows.net,1433;Database=Payroll;Authentication=Active Directory Managed Identity;User Id=11111111-2222-3333-4444-555555555555;Encrypt=True',
    'contoso.database.windows.net:1433, database Payroll, as managed identity 11111111-2222-3333-4444-555555555555',
    {},
  ],
  [
    'Portal ODBC',
    'Driver={ODBC Driver 18 for SQL Server};Server=tcp:contoso.database.windows.net,1433;Database=Payroll;Uid=app;Pwd={S3cr;t}};=x};Encrypt=yes;TrustServerCertificate=no;Connection Timeout=30;',
    'contoso.database.windows.net:1433, database Payroll, as user app',
    { password: 'S3cr;t};=x', connectTimeout: 30000 },
  ],
  [
    'ODBC, untrusted, MARS',
    'Driver={ODBC Driver 17 for SQL Server};Server=db1;Database=Payroll;UID=app;PWD=S3cr!t;Trusted_Connection=no;MARS_Connection=yes;APP=HR',
    'db1:1433, database Payroll, as user app',
    { password: 'S3cr!t' },
  ],
  [
    'braces that belong to the password',
    'Server=db1;Database=Payroll;Uid=app;Pwd="{S3cr!t}"',
    'db1:1433, database Payroll, as user app',
    { password: '{S3cr!t}' },
  ],
  [
    'Portal Go',
    'server=contoso.database.windows.net;user id=app;password=S3cr!t;port=1433;database=Payroll;',
    'contoso.database.windows.net:1433, database Payroll, as user app',
    { password: 'S3cr!t' },
  ],
  [
    'Integrated Security=False and the other harmless defaults',
    'Data Source=HRSRV;Initial Catalog=Payroll;Integrated Security=False;User ID=app;Password=S3cr!t;Connect Timeout=30;Encrypt=False;TrustServerCertificate=False;ApplicationIntent=ReadWrite;MultiSubnetFailover=False;Packet Size=8192;Pooling=True;Max Pool Size=50;Workstation ID=PC7;Application Name=HR;Connection Lifetime=0',
    'HRSRV:1433, database Payroll, as user app',
    { password: 'S3cr!t', encrypt: false, connectTimeout: 30000 },
  ],
  [
    'listener of an availability group',
    'Server=tcp:aglistener,1433;Database=Payroll;User ID=app;Password=S3cr!t;MultiSubnetFailover=True;Current Language=British;ApplicationIntent=ReadWrite',
    'aglistener:1433, database Payroll, as user app',
    { password: 'S3cr!t', multiSubnetFailover: true, language: 'British' },
  ],
  [
    'named instance',
    'Server=HRSRV\\SQLEXPRESS;Database=Payroll;User ID=app;Password=S3cr!t;TrustServerCertificate=True',
    'HRSRV\\SQLEXPRESS, database Payroll, as user app',
    { password: 'S3cr!t', trustServerCertificate: true },
  ],
  [
    'IPv6',
    'Server=tcp:[fd00::5],1433;Database=Payroll;User ID=app;Password=S3cr!t',
    '[fd00::5]:1433, database Payroll, as user app',
    { password: 'S3cr!t' },
  ],
  [
    'IPv6 bare',
    'Server=fd00::5;Database=Payroll;User ID=app;Password=S3cr!t',
    '[fd00::5]:1433, database Payroll, as user app',
    { password: 'S3cr!t' },
  ],
  [
    'this machine',
    'Server=.;Database=Payroll;User ID=app;Password=S3cr!t',
    'localhost:1433, database Payroll, as user app',
    { password: 'S3cr!t' },
  ],
  [
    'password with a semicolon, quoted',
    'Server=db1;Database=Payroll;User ID=app;Password="S3;cr!t=5"',
    'db1:1433, database Payroll, as user app',
    { password: 'S3;cr!t=5' },
  ],
  [
    'OLE DB',
    'Provider=MSOLEDBSQL;Data Source=db1;Initial Catalog=Payroll;User ID=app;Password=S3cr!t;Use Encryption for Data=True',
    'db1:1433, database Payroll, as user app',
    { password: 'S3cr!t' },
  ],
  [
    'one connection string of the portal',
    { SQLAZURECONNSTR_Payroll: 'Server=db1;Database=Payroll;User ID=app;Password=S3cr!t' },
    'db1:1433, database Payroll, as user app',
    { password: 'S3cr!t' },
  ],
  [
    'two, one named',
    {
      SQLAZURECONNSTR_SQL_CONNECTION_STRING: 'Server=db1;Database=Payroll;User ID=app;Password=S3cr!t',
      SQLCONNSTR_Old: 'Server=db0',
    },
    'db1:1433, database Payroll, as user app',
    { password: 'S3cr!t' },
  ],
])('%s is understood', (_, pasted, target, different) => {
  const parsed = parse(pasted);
  if (parsed.kind === 'invalid') throw new Error(parsed.problems.join('\n'));
  const { login, encrypt, trustServerCertificate, multiSubnetFailover, language, connectTimeout } =
    parsed.settings;
  const password = login.kind === 'password' ? login.password : undefined;
  expect(describeTarget(parsed.settings)).toBe(target);
  expect({
    password,
    encrypt,
    trustServerCertificate,
    multiSubnetFailover,
    language,
    connectTimeout,
  }).toEqual({
    ...usual,
    ...different,
  });
});

describe('is refused in words that the person who pasted it understands:', () => {
  test.each<readonly [string, Pasted, readonly string[]]>([
    [
      `the same, with the portal's placeholder left in`,
      'Server=tcp:contoso.database.windows.net,1433;Initial Catalog=Payroll;Persist Security Info=False;User ID=app;Password={your_password};MultipleActiveResultSets=False;Encrypt=True;TrustServerCertificate=False;Connection Timeout=30;',
      ['SQL_CONNECTION_STRING: Password is a placeholder: put the real value in its place'],
    ],
    [
      'Portal ADO.NET, Entra password',
      'Server=tcp:contoso.database.windows.net,1433;Initial Catalog=Payroll;Persist Security Info=False;User ID=rina@contoso.com;Password=S3cr!t;MultipleActiveResultSets=False;Encrypt=True;TrustServerCertificate=False;Authentication="Active Directory Password";',
      [
        'SQL_CONNECTION_STRING: Authentication is Active Directory Password, which is not supported: expected Active Directory Managed Identity, or User ID and Password of a SQL Server login without Authentication',
      ],
    ],
    [
      'Portal ADO.NET, Entra integrated',
      'Server=tcp:contoso.database.windows.net,1433;Initial Catalog=Payroll;Persist Security Info=False;User ID=rina@contoso.com;MultipleActiveResultSets=False;Encrypt=True;TrustServerCertificate=False;Authentication="Active Directory Integrated";',
      [
        'SQL_CONNECTION_STRING: Authentication is Active Directory Integrated, which is not supported: expected Active Directory Managed Identity, or User ID and Password of a SQL Server login without Authentication',
      ],
    ],
    [
      'managed identity with user and password',
      'Server=contoso.database.windows.net;Database=Payroll;Authentication=Active Directory Managed Identity;User ID=app;Password=S3cr!t',
      [
        'SQL_CONNECTION_STRING: Password is set, but Authentication asks for a managed identity, which has no password: remove Password, or remove Authentication to log in by user and password',
      ],
    ],
    [
      'service principal',
      'Server=contoso.database.windows.net;Database=Payroll;Authentication=Active Directory Service Principal;User ID=11111111-2222-3333-4444-555555555555;Password=S3cr!t',
      [
        'SQL_CONNECTION_STRING: Authentication is Active Directory Service Principal, which is not supported: expected Active Directory Managed Identity, or User ID and Password of a SQL Server login without Authentication',
      ],
    ],
    [
      'Portal JDBC',
      'jdbc:sqlserver://contoso.database.windows.net:1433;database=Payroll;user=app@contoso;password=S3cr!t;encrypt=true;trustServerCertificate=false;hostNameInCertificate=*.database.windows.net;loginTimeout=30;',
      [
        'SQL_CONNECTION_STRING is a JDBC URL: expected an ADO.NET connection string such as Server=…;Database=…;User ID=…;Password=…, which the portal shows under Connection strings, ADO.NET',
      ],
    ],
    [
      `the same, with the portal's placeholder left in`,
      'Driver={ODBC Driver 18 for SQL Server};Server=tcp:contoso.database.windows.net,1433;Database=Payroll;Uid=app;Pwd={your_password_here};Encrypt=yes;TrustServerCertificate=no;Connection Timeout=30;',
      ['SQL_CONNECTION_STRING: PWD is a placeholder: put the real value in its place'],
    ],
    [
      'ODBC, brace not closed',
      'Driver={ODBC Driver 18 for SQL Server};Server=db1;Database=Payroll;Uid=app;Pwd={S3cr;t;Encrypt=yes',
      [
        'SQL_CONNECTION_STRING: the value of PWD opens a brace that does not close, or is followed by more text: write } inside braces twice',
      ],
    ],
    [
      'ODBC, trusted connection',
      'Driver={ODBC Driver 17 for SQL Server};Server=db1;Database=Payroll;Trusted_Connection=yes;',
      [
        'SQL_CONNECTION_STRING: Trusted_Connection asks for a Windows login, which is not supported: expected User ID and Password of a SQL Server login, or Authentication=Active Directory Managed Identity',
      ],
    ],
    [
      'braces without a driver',
      'Server=db1;Database=Payroll;Uid=app;Pwd={S3cr!t}',
      [
        'SQL_CONNECTION_STRING: PWD is in braces, which quote in ODBC only: write the value without them, or, if they belong to it, write PWD="{…}"',
      ],
    ],
    [
      'Portal PHP',
      '$connectionInfo = array("UID" => "app", "pwd" => "S3cr!t", "Database" => "Payroll"); $serverName = "tcp:contoso.database.windows.net,1433";',
      [
        'SQL_CONNECTION_STRING is program code: expected an ADO.NET connection string such as Server=…;Database=…;User ID=…;Password=…, which the portal shows under Connection strings, ADO.NET',
      ],
    ],
    [
      'PHP, PDO',
      'try { $conn = new PDO("sqlsrv:server = tcp:contoso.database.windows.net,1433; Database = Payroll", "app", "S3cr!t"); }',
      [
        'SQL_CONNECTION_STRING is program code: expected an ADO.NET connection string such as Server=…;Database=…;User ID=…;Password=…, which the portal shows under Connection strings, ADO.NET',
      ],
    ],
    [
      'Go with format verbs',
      'server=%s;user id=%s;password=%s;port=%d;database=%s;',
      [
        'SQL_CONNECTION_STRING: Server is a placeholder: put the real value in its place',
        'SQL_CONNECTION_STRING: User ID is a placeholder: put the real value in its place',
        'SQL_CONNECTION_STRING: Password is a placeholder: put the real value in its place',
        'SQL_CONNECTION_STRING: Port is a placeholder: put the real value in its place',
        'SQL_CONNECTION_STRING: Database is a placeholder: put the real value in its place',
      ],
    ],
    [
      'Go URL',
      'sqlserver://app:S3cr!t@contoso.database.windows.net:1433?database=Payroll',
      [
        'SQL_CONNECTION_STRING is a URL: expected an ADO.NET connection string such as Server=…;Database=…;User ID=…;Password=…, which the portal shows under Connection strings, ADO.NET',
      ],
    ],
    [
      'URL of Prisma and mssql',
      'mssql://app:S3cr!t@db1:1433/Payroll?encrypt=true',
      [
        'SQL_CONNECTION_STRING is a URL: expected an ADO.NET connection string such as Server=…;Database=…;User ID=…;Password=…, which the portal shows under Connection strings, ADO.NET',
      ],
    ],
    [
      'Management Studio, Windows login',
      'Data Source=HRSRV\\SQLEXPRESS;Initial Catalog=Payroll;Integrated Security=True;Encrypt=False',
      [
        'SQL_CONNECTION_STRING: Integrated Security asks for a Windows login, which is not supported: expected User ID and Password of a SQL Server login, or Authentication=Active Directory Managed Identity',
      ],
    ],
    [
      'SSPI',
      'Server=HRSRV;Database=Payroll;Integrated Security=SSPI;',
      [
        'SQL_CONNECTION_STRING: Integrated Security asks for a Windows login, which is not supported: expected User ID and Password of a SQL Server login, or Authentication=Active Directory Managed Identity',
      ],
    ],
    [
      'read-only replica',
      'Server=aglistener;Database=Payroll;User ID=app;Password=S3cr!t;ApplicationIntent=ReadOnly',
      [
        'SQL_CONNECTION_STRING: ApplicationIntent asks for a replica that only reads, but the procedure writes: expected ApplicationIntent=ReadWrite, or no ApplicationIntent',
      ],
    ],
    [
      'instance with a slash',
      'Server=HRSRV/SQLEXPRESS;Database=Payroll;User ID=app;Password=S3cr!t',
      [
        'SQL_CONNECTION_STRING: Server contains /, but an instance is written with \\: expected a host name such as example.database.windows.net, optionally as host,port or host\\instance',
      ],
    ],
    [
      'LocalDB',
      'Server=(localdb)\\MSSQLLocalDB;Database=Payroll;User ID=app;Password=S3cr!t',
      [
        'SQL_CONNECTION_STRING: Server is LocalDB, which only Windows programs on the same machine reach: expected a host name such as example.database.windows.net, optionally as host,port or host\\instance',
      ],
    ],
    [
      'LocalDB with a file',
      'Data Source=.;AttachDbFilename=C:\\Data\\Payroll.mdf;User ID=app;Password=S3cr!t',
      [
        'SQL_CONNECTION_STRING: AttachDbFilename attaches a file of the server’s own machine, which only LocalDB and Express in the same session do: expected Database with the name of a database that the server has',
      ],
    ],
    [
      'Windows login as user',
      'Server=HRSRV;Database=Payroll;User ID=CORP\\rina;Password=S3cr!t',
      [
        'SQL_CONNECTION_STRING: User ID is a Windows login (DOMAIN\\name), which is not supported: expected a SQL Server login with its password',
      ],
    ],
    [
      'named pipes',
      'Server=np:\\\\HRSRV\\pipe\\sql\\query;Database=Payroll;User ID=app;Password=S3cr!t',
      [
        'SQL_CONNECTION_STRING: Server asks for named pipes or shared memory, but only TCP/IP is supported: expected a host name such as example.database.windows.net, optionally as host,port or host\\instance',
      ],
    ],
    [
      'port behind a colon',
      'Server=HRSRV:1433;Database=Payroll;User ID=app;Password=S3cr!t',
      [
        'SQL_CONNECTION_STRING: Server has a colon in front of the port, but SQL Server’s addresses have a comma there: expected a host name such as example.database.windows.net, optionally as host,port or host\\instance',
      ],
    ],
    [
      'password with a semicolon',
      'Server=db1;Database=Payroll;User ID=app;Password=S3;cr!t=5',
      [
        'SQL_CONNECTION_STRING: a key in it is not known (not shown, as it may be a part of the password): expected keywords such as Server, Database, User ID, Password, Encrypt, TrustServerCertificate, Authentication and Connect Timeout; remove others; a value that contains ; or begins with a quote must be in quotes, such as Password="…"',
      ],
    ],
    [
      'password with a semicolon, rest without =',
      'Server=db1;Database=Payroll;User ID=app;Password=S3;cr!t',
      [
        'SQL_CONNECTION_STRING: a part behind Password has no = (not shown): expected key=value pairs separated by semicolons; a value that contains ; or begins with a quote must be in quotes, such as Password="…"',
      ],
    ],
    [
      'quote not closed',
      'Server=db1;Database=Payroll;User ID=app;Password="S3cr!t;Encrypt=true',
      [
        'SQL_CONNECTION_STRING: the value of Password opens a quote that does not close, or is followed by more text: put the whole value in quotes, and write the same quote inside twice',
      ],
    ],
    [
      'semicolon forgotten',
      'Server=db1;Database=Payroll;User ID=app Password=S3cr!t',
      [
        'SQL_CONNECTION_STRING: the value of User ID contains another key: put a semicolon in front of that key, or the value in quotes',
      ],
    ],
    [
      'user twice',
      'Server=db1;Database=Payroll;User ID=app;Password=S3cr!t;UID=other',
      ['SQL_CONNECTION_STRING: User ID and UID are written twice, with different values: expected it once'],
    ],
    [
      'no database',
      'Server=db1;User ID=app;Password=S3cr!t',
      ['SQL_CONNECTION_STRING: Database is missing: expected the name of the database'],
    ],
    [
      'no password',
      'Server=db1;Database=Payroll;User ID=app',
      ['SQL_CONNECTION_STRING: Password is missing: expected User ID and Password for a login by password'],
    ],
    [
      'quotes around the whole',
      '"Server=db1;Database=Payroll;User ID=app;Password=S3cr!t"',
      ['SQL_CONNECTION_STRING begins with a quote: remove the quotes around the whole text'],
    ],
    [
      'web.config',
      '<add name="Payroll" connectionString="Server=db1;Database=Payroll;User ID=app;Password=S3cr!t" />',
      [
        'SQL_CONNECTION_STRING is a piece of a configuration file: expected only the connection string in it, without the name and the quotes',
      ],
    ],
    [
      'with the name in front',
      'SQL_CONNECTION_STRING=Server=db1;Database=Payroll;User ID=app;Password=S3cr!t',
      ['SQL_CONNECTION_STRING begins with the name of a setting: expected only what comes behind it'],
    ],
    [
      'Entity Framework',
      'metadata=res://*/Model.csdl;provider=System.Data.SqlClient;provider connection string="data source=db1;password=S3cr!t"',
      [
        'SQL_CONNECTION_STRING is an Entity Framework connection string: expected only the part in quotes behind provider connection string=',
      ],
    ],
    [
      'a storage account',
      'DefaultEndpointsProtocol=https;AccountName=a;AccountKey=S3cr!t==',
      [
        'SQL_CONNECTION_STRING is the connection string of another service: expected an ADO.NET connection string such as Server=…;Database=…;User ID=…;Password=…, which the portal shows under Connection strings, ADO.NET',
      ],
    ],
    [
      'Key Vault reference',
      '@Microsoft.KeyVault(SecretUri=https://kv.vault.azure.net/secrets/payroll)',
      [
        'SQL_CONNECTION_STRING is a Key Vault or App Configuration reference that was not resolved: check in the portal, under Environment variables, why (often the app’s identity may not read the secret, or the secret does not exist), then change any setting of the app: Azure reads the secret again and restarts the app, while a restart alone may not be enough',
      ],
    ],
    [
      'Key Vault reference inside',
      'Server=db1;Database=Payroll;User ID=app;Password=@Microsoft.KeyVault(SecretUri=https://kv.vault.azure.net/secrets/payroll)',
      [
        'SQL_CONNECTION_STRING contains a Key Vault reference, which App Service resolves only if it is the whole value: put the whole connection string into the vault, or use SQL_PASSWORD and the other single settings',
      ],
    ],
    [
      'timeout twice',
      {
        SQL_CONNECTION_STRING:
          'Server=db1;Database=Payroll;User ID=app;Password=S3cr!t;Connection Timeout=30',
        SQL_CONNECT_TIMEOUT_SECONDS: '60',
      },
      [
        'SQL_CONNECT_TIMEOUT_SECONDS is set, and SQL_CONNECTION_STRING has another Connection Timeout: expected only one of the two',
      ],
    ],
    [
      'timeout no number',
      'Server=db1;Database=Payroll;User ID=app;Password=S3cr!t;Connection Timeout=30s',
      [
        'SQL_CONNECTION_STRING: Connection Timeout has a wrong value (not shown): expected a number from 0.1 to 300, without unit',
      ],
    ],
    [
      'timeout 0',
      'Server=db1;Database=Payroll;User ID=app;Password=S3cr!t;Connection Timeout=0',
      [
        'SQL_CONNECTION_STRING: Connection Timeout has a wrong value (not shown): expected a number from 0.1 to 300, without unit',
      ],
    ],
    [
      'encrypt wrong',
      'Server=db1;Database=Payroll;User ID=app;Password=S3cr!t;Encrypt=maybe',
      ['SQL_CONNECTION_STRING: Encrypt has a wrong value (not shown): expected true, false or strict'],
    ],
    [
      'strict with trust',
      'Server=db1;Database=Payroll;User ID=app;Password=S3cr!t;Encrypt=Strict;TrustServerCertificate=True',
      [
        'SQL_CONNECTION_STRING: TrustServerCertificate is true but Encrypt is strict, which always verifies the certificate: expected Encrypt=true, or no trust',
      ],
    ],
    [
      'Key Vault in SQL_PASSWORD',
      {
        SQL_SERVER: 'db1',
        SQL_DATABASE: 'Payroll',
        SQL_USER: 'app',
        SQL_PASSWORD: '@Microsoft.KeyVault(SecretUri=https://kv.vault.azure.net/secrets/payroll)',
      },
      [
        'SQL_PASSWORD is a Key Vault or App Configuration reference that was not resolved: check in the portal, under Environment variables, why (often the app’s identity may not read the secret, or the secret does not exist), then change any setting of the app: Azure reads the secret again and restarts the app, while a restart alone may not be enough',
      ],
    ],
    [
      'SQL_PASSWORD in braces',
      { SQL_SERVER: 'db1', SQL_DATABASE: 'Payroll', SQL_USER: 'app', SQL_PASSWORD: '{S3cr!t}' },
      [
        'SQL_PASSWORD is in braces, which quote in ODBC only: write it without them, or, if they belong to it, use SQL_CONNECTION_STRING with Password="{…}"',
      ],
    ],
    [
      'SQL_PASSWORD=<password>',
      { SQL_SERVER: 'db1', SQL_DATABASE: 'Payroll', SQL_USER: 'app', SQL_PASSWORD: '<password>' },
      ['SQL_PASSWORD is a placeholder: put the real value in its place'],
    ],
    [
      'SQL_SERVER is a connection string',
      { SQL_SERVER: 'Server=db1;Database=Payroll;User ID=app;Password=S3cr!t' },
      [
        'SQL_SERVER is a connection string or a part of one, which belongs in SQL_CONNECTION_STRING: expected a host name such as example.database.windows.net, optionally as host,port or host\\instance',
        'SQL_DATABASE is missing: expected the name of the database',
      ],
    ],
    [
      'SQL_SERVER is a URL',
      { SQL_SERVER: 'mssql://app:S3cr!t@db1', SQL_DATABASE: 'Payroll', SQL_USER: 'app', SQL_PASSWORD: 'x' },
      [
        'SQL_SERVER is a URL: expected a host name such as example.database.windows.net, optionally as host,port or host\\instance',
      ],
    ],
    [
      'two connection strings of the portal',
      {
        SQLAZURECONNSTR_Payroll: 'Server=db1;Database=Payroll;User ID=app;Password=S3cr!t',
        SQLCONNSTR_Old: 'Server=db0',
      },
      [
        'SQL_CONNECTION_STRING is missing, and there are several connection strings in the portal (SQLAZURECONNSTR_Payroll, SQLCONNSTR_Old): expected one, or one that is named SQL_CONNECTION_STRING',
      ],
    ],
    [
      'custom of the portal with another name',
      { CUSTOMCONNSTR_Payroll: 'Server=db1;Database=Payroll;User ID=app;Password=S3cr!t' },
      [
        'SQL_CONNECTION_STRING and SQL_SERVER are missing, and CUSTOMCONNSTR_Payroll is not read: name it SQL_CONNECTION_STRING in the portal, or give it the type SQLAzure or SQLServer',
      ],
    ],
    [
      'masked',
      'Data Source=db1;Initial Catalog=Payroll;User ID=app;Password=********',
      ['SQL_CONNECTION_STRING: Password is a placeholder: put the real value in its place'],
    ],
  ])('%s', (_, pasted, problems) => {
    expect(parse(pasted)).toEqual({ kind: 'invalid', problems });
  });
});
