/**
 * `npm run late-punches -- 2026-11-09`: punches for an old date arrive in the sample database of `npm start`, as if a
 * branch had been offline. The app, if it runs, hears of them and computes that day again.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { escapeLines } from '../src/core/hidden-characters.ts';
import { firstDate, lastDate } from './sql-server/attendance/calendar.ts';
import { uploadLatePunches } from './sql-server/attendance/late-punches.ts';
import { AttendanceStore } from './sql-server/attendance/store.ts';
import { stateFolder } from './stack/folders.ts';

const usage = 'npm run late-punches -- YYYY-MM-DD [--folder PATH]';

function main(args: readonly string[]): void {
  const [date, option, folder = join(stateFolder, 'sql-server')] = args;
  if (!z.iso.date().safeParse(date).success || date === undefined || date < firstDate || date > lastDate)
    throw new Error(`expected a date from ${firstDate} to ${lastDate}: ${usage}`);
  if (args.length > 3 || (option !== undefined && (option !== '--folder' || args.length < 3)))
    throw new Error(`expected nothing else behind the date: ${usage}`);
  const file = join(folder, 'attendance.sqlite');
  if (!existsSync(file)) throw new Error(`there is no ${file}: start the stack once with npm start`);
  const store = new AttendanceStore(file);
  try {
    console.log(tell(date, uploadLatePunches(store, date)));
  } finally {
    store.close();
  }
}

function tell(date: string, people: number): string {
  if (people === 0)
    return `Nobody was absent on ${date} without leave, or it was a day off: no punches arrived. Try another working day.`;
  return `The punches of ${people} people for ${date} have arrived now. Once that day has been computed again, they are present: SELECT * FROM dbo.JamKerja WHERE Tanggal = '${date}'.`;
}

try {
  main(process.argv.slice(2));
} catch (error) {
  console.error(
    escapeLines(`npm run late-punches: ${error instanceof Error ? error.message : String(error)}`),
  );
  process.exitCode = 1;
}
