/** A probe against servers that answer its question badly: only a clear answer tells anything, all else is unknown. */
import { afterEach, expect, it } from 'vitest';
import { columnType } from '../../../local/sql-server/tds/column-types.ts';
import {
  columnsToken,
  doneFlag,
  doneInProcToken,
  doneProcToken,
  infoToken,
  returnStatusToken,
  rowToken,
} from '../../../local/sql-server/tds/tokens.ts';
import { createProcedureRunner } from '../../../src/adapters/sql-server/procedure-runner.ts';
import { systemClock } from '../../../src/adapters/system/clock.ts';
import { probeOnce, runnerParts } from './support/attempt.ts';
import { type HostileClient, type HostileServer, startHostileServer } from './support/hostile-server.ts';
import { variablesFor } from '../../../local/sql-server/variables.ts';

let server: HostileServer;
afterEach(() => server.close());

async function probe(answer: (client: HostileClient) => void) {
  server = await startHostileServer({
    request: (client, { kind }) => (kind === 'question' ? answer(client) : false),
  });
  const lines: string[] = [];
  const runner = createProcedureRunner(
    runnerParts(systemClock, {
      ...variablesFor({ port: server.port, user: 'app', password: 'secret' }),
      SQL_CONNECT_TIMEOUT_SECONDS: '2',
    }),
  );
  return { result: await probeOnce(runner, lines), lines };
}

const columns = [{ name: 'free', type: columnType.int }];
const rows = (...values: readonly (number | null)[]) => [
  columnsToken(columns),
  ...values.map((value) => rowToken(columns, [value])),
  doneInProcToken(doneFlag.count, values.length),
];
const end = [returnStatusToken(0), doneProcToken(doneFlag.final)];

it.each([
  ['1', 'gone', 1],
  ['0', 'alive', 0],
] as const)('takes %s for: %s', async (_, expected, value) => {
  expect(await probe((client) => client.send(...rows(value), ...end))).toEqual({
    result: expected,
    lines: [],
  });
  await expect.poll(() => server.open(), { interval: 5 }).toBe(0);
});

const chatter = infoToken({ number: 5701, state: 2, class: 0, message: 'x'.repeat(300) });

const tooMuch = /the server sent more than 256 KB where a few are usual/;
const unclear =
  /^cannot tell whether the procedure is still running: connecting to .*: the server did not say/;

it.each<readonly [string, (client: HostileClient) => void, message: RegExp]>([
  ['NULL', (client) => client.send(...rows(null), ...end), unclear],
  ['2', (client) => client.send(...rows(2), ...end), unclear],
  ['no row', (client) => client.send(...rows(), ...end), unclear],
  ['two rows', (client) => client.send(...rows(1, 1), ...end), unclear],
  ['no result', (client) => client.send(...end), unclear],
  ['rows without end', (client) => client.flood(...rows(1)), tooMuch],
  ['messages without end', (client) => client.flood(chatter), tooMuch],
])('is unknown, and says so, when the answer is: %s', async (_, answer, message) => {
  const { result, lines } = await probe(answer);
  expect(result).toBe('unknown');
  expect(lines).toEqual([expect.stringMatching(message)]);
  await expect.poll(() => server.open(), { interval: 5 }).toBe(0);
});
