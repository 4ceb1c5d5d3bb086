/** `npm run services`: storage and SQL only, on the ports in local.settings.json.example, for `func start`. */
import { copyFileSync, existsSync } from 'node:fs';
import { describeTarget } from '../src/adapters/sql-server/sql-settings.ts';
import { chooseServer } from './own-server/choose-server.ts';
import { buildIfChanged } from './stack/build.ts';
import { stateFolder } from './stack/folders.ts';
import { lockFolder } from './stack/lock.ts';
import { ownSettingsFile, readExampleSettings, readOwnSettings } from './stack/settings.ts';
import { startServices } from './stack/start-services.ts';

/** The ports that `UseDevelopmentStorage=true` stands for, and the example's SQL_PORT. */
const ports = { blob: 10_000, queue: 10_001, table: 10_002 };
const sqlPort = 14_330;
const print = (line: string): void => console.log(line);

async function main(): Promise<void> {
  const lock = lockFolder(stateFolder);
  try {
    if (!existsSync(ownSettingsFile)) {
      copyFileSync(`${ownSettingsFile}.example`, ownSettingsFile);
      console.log('Wrote local.settings.json from local.settings.json.example.');
    }
    const own = readOwnSettings(print);
    const server = chooseServer({ own, example: readExampleSettings(), environment: {} });
    buildIfChanged(print);
    const standIn = server.kind === 'own' ? undefined : sqlPort;
    const services = await startServices({ ports: { ...ports, sql: standIn }, server, print });
    const sql =
      server.kind === 'own'
        ? `is ready, and local.settings.json names your own SQL Server (${describeTarget(server.sql)}), on which the procedure will execute: no stand-in.`
        : `and SQL (port ${sqlPort}) are ready.`;
    print(`Storage (tables on port ${ports.table}) ${sql} In another terminal: npx func start`);
    const ended = new Promise<string>((resolve) => {
      for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => resolve(signal));
      process.once('disconnect', () => resolve('The parent process is gone'));
    });
    console.log(
      `${await Promise.race([ended, ...services.children.map((child) => child.exited)])}: shutting down ...`,
    );
    await services.stop();
  } finally {
    lock.release();
  }
}

try {
  await main();
} catch (error) {
  console.error(`npm run services: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
process.exit();
