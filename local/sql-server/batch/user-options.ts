/** DBCC USEROPTIONS: the options of the session as a table of names and values. */
import { columnType } from '../tds/column-types.ts';
import type { RequestContext } from '../tds/context.ts';

const options = [
  ['textsize', '2147483647'],
  ['language', 'us_english'],
  ['dateformat', 'mdy'],
  ['datefirst', '7'],
  ['lock_timeout', '-1'],
  ['isolation level', 'read committed'],
] as const;

export async function userOptions(context: RequestContext): Promise<void> {
  context.startResult([
    { name: 'Set Option', type: columnType.text(128) },
    { name: 'Value', type: columnType.text(46) },
  ]);
  for (const row of options) await context.sendRow(row);
}
