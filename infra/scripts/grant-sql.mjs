/**
 * Runs infra/sql/grant-execute.sql with the values of the azd environment, as the user who is logged in
 * with `az login` or `azd auth login`. azd runs it after `azd provision`; you can run it again at any time.
 *
 *     node local/bootstrap.mjs infra/scripts/grant-sql.mjs    runs it; bootstrap.mjs installs the SQL driver if needed
 *     node infra/scripts/grant-sql.mjs --print                prints it with the values filled in, for any SQL tool
 */
import { readFileSync } from 'node:fs';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const plainName = /^[A-Za-z0-9_.-]{1,128}$/;
/** As PROCEDURE_NAME: up to three parts, plain or in brackets. Without `'`, so that nothing ends the text around it. */
const procedureName =
  /^(?:(?:\[(?:[^\]'\p{Cc}$]|\]\]){1,128}\]|[\p{L}\p{N}_#@]{1,128}|)\.){0,2}(?:\[(?:[^\]'\p{Cc}$]|\]\]){1,128}\]|[\p{L}\p{N}_#@]{1,128})$/u;

/** sqlcmd's variables: the output of infra/main.bicep that each comes from, and its format. */
const variables = {
  IdentityName: { from: 'IDENTITY_NAME', format: plainName },
  IdentityPrincipalId: { from: 'IDENTITY_PRINCIPAL_ID', format: uuid },
  ProcedureName: { from: 'PROCEDURE_NAME', format: procedureName },
};

/** Only plain names get into the text, so nothing needs quoting. */
function valueOf(name, format) {
  const value = process.env[name] ?? '';
  if (format.test(value)) return value;
  const shown = /[=@]|:\/\//.test(value) ? '(not shown)' : JSON.stringify(value);
  throw new Error(
    `${name} is ${shown}, expected it to match ${format}. It is an output of infra/main.bicep: ` +
      'run this script through azd (azd hooks run postprovision), or set it by hand.',
  );
}

function script() {
  const file = new URL('../sql/grant-execute.sql', import.meta.url);
  const lines = readFileSync(file, 'utf8').split('\n');
  const statements = lines.filter((line) => !line.startsWith('--')).join('\n');
  return statements.replace(/\$\((\w+)\)/g, (whole, variable) => {
    const known = variables[variable];
    if (known === undefined) throw new Error(`${file.pathname} has the unknown variable ${whole}`);
    return valueOf(known.from, known.format);
  });
}

async function run() {
  const text = script();
  const server = valueOf('SQL_SERVER_HOST', plainName);
  const port = Number(valueOf('SQL_SERVER_PORT', /^\d{1,5}$/));
  const database = valueOf('SQL_DATABASE', /^[^\0]{1,128}$/);
  const { default: sql } = await import('mssql');
  const { AzureCliCredential, AzureDeveloperCliCredential, ChainedTokenCredential } =
    await import('@azure/identity');
  const credential = new ChainedTokenCredential(new AzureDeveloperCliCredential(), new AzureCliCredential());
  const pool = new sql.ConnectionPool({
    server,
    port,
    database,
    authentication: { type: 'token-credential', options: { credential } },
    // A paused serverless database takes about a minute to wake up.
    connectionTimeout: 90_000,
    requestTimeout: 60_000,
    options: { encrypt: true, trustServerCertificate: false },
  });
  await pool.connect();
  try {
    const request = pool.request();
    request.on('info', ({ message }) => console.log(message));
    await request.batch(text);
    console.log(
      `${process.env.IDENTITY_NAME} may execute ${process.env.PROCEDURE_NAME} in ${database} on ${server}.`,
    );
  } finally {
    await pool.close();
  }
}

try {
  if (process.argv.includes('--print')) console.log(script());
  else await run();
} catch (error) {
  console.error(`${error.message}\n`);
  console.error(
    'EXECUTE was not granted, so the app cannot run the procedure yet. Once you can reach the server as its',
  );
  console.error(
    'Microsoft Entra administrator, run: azd hooks run postprovision. Or give the script to somebody who can:',
  );
  console.error('node infra/scripts/grant-sql.mjs --print');
  process.exitCode = 1;
}
