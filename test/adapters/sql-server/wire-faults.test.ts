/** The wire breaks at every phase of an attempt, in every way: each cell of the table in docs/facts/sql-server.md. */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { AttemptResult } from '../../../src/core/run/end-attempt.ts';
import { patiently } from './support/rig.ts';
import { attempt, type Cell, probeBeside, probeBroken, startCell } from './support/wire-cell.ts';
import { wireFaults } from './support/wire-strike.ts';
import { cells, rows, table } from './support/wire-table.ts';

/** In the words of the table. */
function said(result: AttemptResult): string {
  switch (result.kind) {
    case 'failed':
      return result.failure.class;
    case 'connection_lost':
      return 'open';
    case 'stopped':
    case 'interrupted':
      return result.confirmed ? 'stopped' : 'unconfirmed';
    case 'succeeded':
    case 'foreign_run':
      return result.kind;
  }
}

interface Ending {
  readonly word: string;
  readonly result: AttemptResult;
  /** Whatever the table says. */
  readonly violations: readonly string[];
}

async function runCell(cell: Cell): Promise<Ending> {
  const rig = await startCell(cell);
  const { server, proxy } = rig;
  const result = await attempt(rig, cell);
  const word = said(result);
  const serverSays = server.executions.at(-1)?.outcome;
  const waitedSeconds = rig.waited() / 1_000;
  await vi.waitUntil(() => proxy.open() === 0, patiently);
  const sent = proxy.hasHeard('execute');
  const isOpen = word === 'open' || word === 'unconfirmed';
  const isConnecting = !sent && !rig.idle;
  // It does not take the applock.
  const probe = isConnecting && cell.row.moment.at !== 'lock' ? await probeBroken(rig) : undefined;
  const beside = isOpen ? await probeBeside(rig) : undefined;
  proxy.letServerNotice();
  if (isOpen) await vi.waitUntil(async () => (await probeBeside(rig)) === 'gone', patiently);
  await rig.close();
  const rules = {
    'what may still run is open': isOpen || serverSays !== 'running',
    'what was not sent is settled': sent || !isOpen,
    'a success is one on the server': word !== 'succeeded' || serverSays === 'completed',
    'nobody waits longer than promised': waitedSeconds <= (isConnecting ? longestConnecting : longestEnding),
    'a probe that breaks is unknown': probe === undefined || probe === 'unknown',
    'a probe beside it is told of the lock': serverSays !== 'running' || beside === 'alive',
  };
  const violations = Object.entries(rules).flatMap(([rule, holds]) => (holds ? [] : [rule]));
  return { word, result, violations };
}

/** In seconds: a session, and its closing. */
const longestConnecting = 300 + 5;
/** The answer to a stop, the release, and its closing. */
const longestEnding = 7 + 10 + 5;

/** Most of their time they wait. */
const atOnce = 32;
const endings = new Map<Cell, Promise<Ending>>();
const unhandled: unknown[] = [];
const note = (reason: unknown): void => void unhandled.push(reason);

beforeAll(() => {
  process.on('uncaughtException', note);
  process.on('unhandledRejection', note);
  const begun: Promise<unknown>[] = [];
  for (const cell of cells) {
    const ending = Promise.resolve(begun.at(-atOnce)).then(() => runCell(cell));
    endings.set(cell, ending);
    begun.push(ending.catch(() => {}));
  }
});
afterAll(() => {
  process.off('uncaughtException', note);
  process.off('unhandledRejection', note);
  if (unhandled.length > 0) throw new AggregateError(unhandled, `left unhandled: ${unhandled.join('; ')}`);
});

it('the table in the documentation has each phase and each fault', () => {
  expect([...new Set(table.map(({ name }) => name))]).toEqual(Object.keys(rows));
  expect([...new Set(table.map(({ fault }) => fault))]).toEqual(wireFaults);
});

describe.each(Object.keys(rows))('a wire that breaks at: %s', (name) => {
  it.each(cells.filter((cell) => cell.name === name))(
    '$fault, encrypted: $encrypted, is $promised',
    async (cell) => {
      const ending = await endings.get(cell);
      expect(ending).toMatchObject({ word: cell.promised, violations: [] });
    },
  );
});

it.each(wireFaults)('a probe whose question breaks is unknown: %s', async (fault) => {
  const rig = await startCell({ row: { moment: { at: 'question' } }, fault, encrypted: true });
  expect(await probeBroken(rig)).toBe('unknown');
  await expect.poll(rig.proxy.open, patiently).toBe(0);
  await rig.close();
});
