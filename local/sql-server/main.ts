/**
 * Runs the SQL Server stand-in as a process: `node local/sql-server/main.ts --data-folder .local/sql-server`.
 * When ready, it prints a line for programs: listening {"port":12345}
 */
import { parseCommandLine, usage, type CommandLine } from './command-line.ts';
import { startControl } from './control.ts';
import { productionSign } from './refuse-production.ts';
import { startSqlServer } from './stand-in.ts';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function run(commandLine: CommandLine): Promise<void> {
  const { port, dataFolder, user, password, durationMs, controlPort } = commandLine;
  say('SQL Server STAND-IN for development - not SQL Server, never use it for real attendance data');
  say(`invented sample data ${dataFolder === undefined ? 'in memory' : `in ${dataFolder}`}, no encryption`);
  const standIn = await startSqlServer({
    port,
    durationMs,
    seedUntil: today(),
    log: (line) => void process.stderr.write(`sql-server stand-in: ${line}\n`),
    ...(dataFolder === undefined ? {} : { dataFolder }),
    ...(user === undefined ? {} : { user }),
    ...(password === undefined ? {} : { password }),
  });
  const control = controlPort === undefined ? undefined : await startControl(standIn, controlPort);
  const stop = (): void => {
    control?.close();
    void standIn.close().then(() => process.exit(0));
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  if (commandLine.exitWithStdin) process.stdin.once('close', stop).resume();
  const ports = control === undefined ? {} : { controlPort: control.port };
  say(`listening ${JSON.stringify({ port: standIn.port, ...ports })}`);
}

function today(): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Jakarta' }).format(Date.now());
}

function fail(reason: string): void {
  process.stderr.write(`${reason}\n`);
  process.exit(1);
}

try {
  const refused = productionSign(process.env);
  if (refused === undefined) await run(parseCommandLine(process.argv.slice(2)));
  else fail(`SQL Server stand-in: ${refused}`);
} catch (error) {
  const reason = error instanceof Error ? error.message : String(error);
  fail(`SQL Server stand-in: ${reason}\n${usage}`);
}
