/**
 * Runs infra/sql/grant-execute.sql with the values of the azd environment, as the user who is logged in
 * with `az login` or `azd auth login`. azd runs it after `azd provision`; you can run it again at any time.
 *
 *     node local/bootstrap.mjs infra/scripts/grant-sql.mjs    runs it; bootstrap.mjs installs the SQL driver if needed
 *       --open-firewall    lets this machine through the server's firewall until the grant is done; needs az login
 *     node infra/scripts/grant-sql.mjs --print                prints it with the values filled in, for any SQL tool
 *
 * With PENDING_PROCEDURE it does the same for that one. It waits for a paused database. azd shows what a hook wrote only if the hook fails, so the exit code is 1 as long as
 * anything is left to do; azd up goes on all the same.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';

/** The error of grant-execute.sql that leaves the user ready for a procedure that does not exist yet. */
const userWithoutProcedure = 50001;

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const plainName = /^[A-Za-z0-9_.-]{1,128}$/;
/** As PROCEDURE_NAME: up to three parts, plain or in brackets. Without `'`, so that nothing ends the text around it. */
const procedureName =
  /^(?:(?:\[(?:[^\]'\p{Cc}$]|\]\]){1,128}\]|[\p{L}\p{N}_#@]{1,128}|)\.){0,2}(?:\[(?:[^\]'\p{Cc}$]|\]\]){1,128}\]|[\p{L}\p{N}_#@]{1,128})$/u;

/** sqlcmd's variables: the output of infra/main.bicep that each comes from, and its format. */
const variables = {
  IdentityName: { from: 'IDENTITY_NAME', format: plainName },
  IdentityPrincipalId: { from: 'IDENTITY_PRINCIPAL_ID', format: uuid },
  LoginName: { from: 'SQL_LOGIN', format: plainName },
  ProcedureName: { from: 'PROCEDURE_NAME', format: procedureName },
};

/** Of SQL Server, with a password; empty: the app's identity logs in. */
const loginName = () => process.env['SQL_LOGIN'] ?? '';

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

/** That of the runs, and the one that tells of late input if there is one. */
const proceduresOf = () =>
  ['PROCEDURE_NAME', 'PENDING_PROCEDURE'].filter((name) => name === 'PROCEDURE_NAME' || process.env[name]);

/** For any SQL tool: the second grant declares the same variables, so it is a batch of its own. */
const allScripts = () => proceduresOf().map(script).join('\nGO\n');

function script(procedure) {
  const name = loginName() === '' ? 'grant-execute.sql' : 'grant-login.sql';
  const file = new URL(`../sql/${name}`, import.meta.url);
  const lines = readFileSync(file, 'utf8').split('\n');
  const statements = lines.filter((line) => !line.startsWith('--')).join('\n');
  return statements.replace(/\$\((\w+)\)/g, (whole, variable) => {
    const known = variables[variable];
    if (known === undefined) throw new Error(`${file.pathname} has the unknown variable ${whole}`);
    return valueOf(variable === 'ProcedureName' ? procedure : known.from, known.format);
  });
}

/** Run by hand, the script gets the outputs of the templates from azd's environment. */
function readAzdEnvironment() {
  if (process.env['IDENTITY_NAME'] !== undefined) return;
  const options = { encoding: 'utf8', shell: process.platform === 'win32' };
  const { status, stdout } = spawnSync('azd', ['env', 'get-values', '--output', 'json'], options);
  if (status === 0) process.env = { ...JSON.parse(stdout), ...process.env };
}

/** Such a server knows no Microsoft Entra identities, and whoever deploys has no password of its administrator. */
function handOver() {
  console.log(
    `Unless it has been done already, give this to an administrator of ${valueOf('SQL_SERVER_HOST', plainName)}, to be run in the database of the procedure:\n`,
  );
  console.log(allScripts());
  console.log(
    'docs/sql-login.md says how to create the login before, and how its password gets into Key Vault.',
  );
  process.exitCode = 1;
}

const stop = new AbortController();

async function run() {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => stop.abort());
  const scripts = proceduresOf().map((name) => ({ name, statements: script(name) }));
  const server = valueOf('SQL_SERVER_HOST', plainName);
  const port = Number(valueOf('SQL_SERVER_PORT', /^\d{1,5}$/));
  const database = valueOf('SQL_DATABASE_NAME', /^[^\0]{1,128}$/);
  const { AzureCliCredential, AzureDeveloperCliCredential, ChainedTokenCredential } =
    await import('@azure/identity');
  const credential = new ChainedTokenCredential(new AzureDeveloperCliCredential(), new AzureCliCredential());
  const authentication = { type: 'token-credential', options: { credential } };
  const options = { encrypt: true, trustServerCertificate: false };
  const { grant } = await import('../../local/grant/grant.ts');
  const { openDatabase } = await import('../../local/grant/open-database.ts');
  for (const { name, statements } of scripts) {
    granting = name;
    await grant({
      open: () => openDatabase({ server, port, database, authentication, options }),
      database,
      statements,
      rule: process.argv.includes('--open-firewall') ? await createRule(server) : undefined,
      now: Date.now,
      pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
      say: console.log,
      signal: stop.signal,
    });
    console.log(`${process.env.IDENTITY_NAME} may execute ${process.env[name]} in ${database} on ${server}.`);
  }
}

async function createRule(host) {
  const { createTemporaryRule } = await import('../../local/grant/temporary-rule.ts');
  const { runAzureCli } = await import('./azure-cli.mjs');
  const subscription = process.env['AZURE_SUBSCRIPTION_ID'] ?? '';
  const where = subscription === '' ? [] : ['--subscription', valueOf('AZURE_SUBSCRIPTION_ID', uuid)];
  const az = (args) => runAzureCli([...args, ...where]);
  return createTemporaryRule({ host, machine: hostname(), az, now: () => new Date(), say: console.log });
}

let granting = 'PROCEDURE_NAME';

function adviseOn(error) {
  const again = 'azd hooks run postprovision';
  if (granting === 'PENDING_PROCEDURE') {
    return [
      `Still to do: create the procedure ${process.env.PENDING_PROCEDURE} in the database if it is missing, then run: ${again}.`,
      'Until then runs work, but nobody tells the app of late input.',
    ];
  }
  if (error.number === userWithoutProcedure) {
    return [
      `Still to do: create the procedure ${process.env.PROCEDURE_NAME} in the database, then run: ${again}.`,
      'Until then the app is deployed, but none of its runs can succeed.',
    ];
  }
  return [
    'EXECUTE was not granted, so the app cannot run the procedure yet. Once you can reach the server as its',
    `Microsoft Entra administrator, run: ${again}. Or give the script to somebody who can:`,
    'node infra/scripts/grant-sql.mjs --print',
  ];
}

try {
  readAzdEnvironment();
  if (process.argv.includes('--print')) console.log(allScripts());
  else if (loginName() === '') await run();
  else handOver();
} catch (error) {
  console.error(`${error.message}\n\n${adviseOn(error).join('\n')}`);
  process.exitCode = 1;
}
// A connection that is still being tried would keep the process alive.
if (stop.signal.aborted) process.exit(130);
