/** The table of docs/facts/sql-server.md that says what an attempt makes of each fault in each phase. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../../support/project-files.ts';
import type { Cell } from './wire-cell.ts';
import type { Moment } from './wire-proxy.ts';
import { type WireFault, wireFaults } from './wire-strike.ts';

export interface Row {
  readonly moment: Moment;
  /** Another server names this one in its answer to the login. */
  readonly redirected?: true;
  /** Somebody asks for a stop while the procedure executes. */
  readonly stopped?: true;
  /** With encryption everything is tested; without it, what the driver or the app then does in another way. */
  readonly encryption: readonly boolean[];
}

const encrypted = [true];
const both = [true, false];

export const rows: Readonly<Record<string, Row>> = {
  'first answer': { moment: { at: 'prelogin' }, encryption: encrypted },
  encryption: { moment: { at: 'tls' }, encryption: encrypted },
  login: { moment: { at: 'login' }, encryption: encrypted },
  'server of a redirection': { moment: { at: 'prelogin' }, redirected: true, encryption: [false] },
  'options of the session': { moment: { at: 'options' }, encryption: both },
  applock: { moment: { at: 'lock' }, encryption: encrypted },
  'between applock and EXEC': { moment: { at: 'lock', answered: true }, encryption: both },
  'EXEC, lost on the way': { moment: { at: 'execute', lost: true }, encryption: encrypted },
  'EXEC, before an answer': { moment: { at: 'execute' }, encryption: both },
  'EXEC, amid the answer': { moment: { at: 'execute', answered: true }, encryption: both },
  'request to stop, lost on the way': {
    moment: { at: 'attention', lost: true },
    stopped: true,
    encryption: encrypted,
  },
  'request to stop': { moment: { at: 'attention' }, stopped: true, encryption: both },
  release: { moment: { at: 'other' }, encryption: encrypted },
};

interface Promised {
  readonly name: string;
  readonly fault: string;
  readonly promised: string;
}

export const table: readonly Promised[] = readTable();

function readTable(): readonly Promised[] {
  const text = readFileSync(join(projectRoot, 'docs/facts/sql-server.md'), 'utf8');
  const lines = text.split('\n').filter((line) => line.startsWith('|'));
  const start = lines.findIndex((line) => line.includes('the wire breaks at'));
  const [, ...columns] = cellsOf(lines[start]);
  return lines.slice(start + 2).flatMap((line) => {
    const [name = '', ...promises] = cellsOf(line);
    return columns.map((fault, index) => ({ name, fault, promised: promises[index] ?? 'missing' }));
  });
}

function cellsOf(line = ''): readonly string[] {
  const parts = line.split('|').slice(1, -1);
  return parts.map((each) => each.trim().replaceAll('`', ''));
}

const isFault = (name: string): name is WireFault => wireFaults.some((fault) => fault === name);

/** Those that mean something. */
export const cells: readonly (Cell & Promised)[] = table.flatMap(({ name, fault, promised }) => {
  const row = rows[name];
  if (promised === '—' || row === undefined || !isFault(fault)) return [];
  return row.encryption.map((isEncrypted) => ({ name, promised, row, fault, encrypted: isEncrypted }));
});
