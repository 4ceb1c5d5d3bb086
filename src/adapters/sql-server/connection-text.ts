/** Recognises what people paste in place of an ADO.NET connection string, and says what it is without quoting it. */
import { unresolvedProblem } from '../../core/settings/setting-value.ts';

const copyAdoNet =
  'expected an ADO.NET connection string such as Server=…;Database=…;User ID=…;Password=…, which the portal shows under Connection strings, ADO.NET';

const reference = /^\s{0,20}@Microsoft\./i;
const partOfReference =
  'contains a Key Vault reference, which App Service resolves only if it is the whole value: put the whole connection string into the vault, or use SQL_PASSWORD and the other single settings';

/** Each looks at the beginning only: whatever follows may be a password. */
const forms: readonly (readonly [RegExp, string])[] = [
  [/^jdbc:/i, `is a JDBC URL: ${copyAdoNet}`],
  [/^[a-z][a-z\d+.-]{0,30}:\/\//i, `is a URL: ${copyAdoNet}`],
  [/^["'`]/, 'begins with a quote: remove the quotes around the whole text'],
  [
    /^(?:<\?php|\$\w|\/\/|try\b|new\s|sqlsrv_|pyodbc\.|var\s|let\s|const\s|sqlcmd\s)/i,
    `is program code: ${copyAdoNet}`,
  ],
  [
    /^[<{[]/,
    `is a piece of a configuration file: expected only the connection string in it, without the name and the quotes`,
  ],
  [
    /^metadata\s*=/i,
    'is an Entity Framework connection string: expected only the part in quotes behind provider connection string=',
  ],
  [
    /^(?:DefaultEndpointsProtocol|AccountName|BlobEndpoint|TableEndpoint|UseDevelopmentStorage|Endpoint|AccountEndpoint|InstrumentationKey)\s*=/i,
    `is the connection string of another service: ${copyAdoNet}`,
  ],
  [
    /^(?:\w{1,20}ConnectionStrings?|SQL_CONNECTION_STRING|ConnectionStrings?(?:__|:)\w{1,40}|ConnectionString)\s*[=:]/i,
    'begins with the name of a setting: expected only what comes behind it',
  ],
];

export function otherFormProblem(text: string): string | undefined {
  if (reference.test(text)) return unresolvedProblem(text.trim());
  if (text.includes('@Microsoft.KeyVault(')) return partOfReference;
  const beginning = text.trimStart().slice(0, 200);
  return forms.find(([pattern]) => pattern.test(beginning))?.[1];
}

/** Only an ODBC string names its driver. A driver's name is in braces, or says what it is. */
export const isOdbc = (text: string): boolean =>
  /(?:^|;)\s{0,20}driver\s{0,20}=\s{0,20}(?:\{|odbc|sql server|freetds|\/)/i.test(text);
