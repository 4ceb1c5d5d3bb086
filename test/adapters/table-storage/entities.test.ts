import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import {
  Answered,
  answeredRow,
  configRow,
  leaseRow,
  Messages,
  messagesRow,
  runRow,
  stateRow,
} from '../../../src/adapters/table-storage/entities.ts';
import type { Row } from '../../../src/adapters/table-storage/row-of.ts';
import { readDocument } from '../../../src/adapters/table-storage/read-document.ts';
import { documentLimit } from '../../../src/adapters/table-storage/fit-document.ts';
import { controlKeys, controlRange, historyRange } from '../../../src/adapters/table-storage/row-keys.ts';
import { TableError } from '../../../src/adapters/table-storage/table-error.ts';
import { hiddenIn } from '../../../src/core/hidden-characters.ts';
import { JobConfig } from '../../../src/core/job/job-config.ts';
import type { Failure } from '../../../src/core/run/failure.ts';
import { acquire, Lease } from '../../../src/core/run/lease.ts';
import { type FinishedRun, Run } from '../../../src/core/run/run.ts';
import { JobState } from '../../../src/core/job/job-state.ts';
import { noStatistics } from '../../../src/core/job/statistics.ts';
import { recordExecution } from '../../../src/operations/attempt/execution-record.ts';
import { epochMs, seconds } from '../../../src/core/time/time.ts';
import { anyConfig, anyLease, anyMessages, anyRun, anyState } from '../../support/record-arbitraries.ts';
import {
  newUlid,
  sampleAttempt,
  sampleFinishedRun,
  sampleInstant,
  sampleMessages,
  sampleRows,
  sampleWaitingRun,
} from '../../support/sample-records.ts';
import { anyCharacter } from '../../support/any-character.ts';

const place = { place: 'table T at http://x', notices: { add: () => {} } };

const failure = (length: number, character = 'x'): Failure => ({
  class: 'user_raised',
  message: character.repeat(length),
  remedy: 'r'.repeat(300),
  number: 50_000,
});

const hugeRun = (character?: string): FinishedRun => {
  const attempts = Array.from({ length: 10 }, (_, index) => ({
    ...sampleAttempt(index + 1, sampleInstant, 'failed'),
    failure: failure(4_000, character),
  }));
  const run = sampleFinishedRun('failed');
  const last = failure(4_000, character);
  return { ...run, attempts, state: { ...run.state, message: last.message, failure: last } };
};

function readBack<T>(schema: z.ZodType<T>, { rowKey, document }: Row): T {
  return readDocument(schema, { rowKey, document, etag: 'e' }, place);
}

describe('every record', () => {
  it('is read from its row as it was written', () => {
    fc.assert(
      fc.property(anyConfig, anyLease, anyState, anyRun, (config, lease, state, run) => {
        expect(readBack(JobConfig, configRow(config))).toEqual(config);
        expect(readBack(Lease, leaseRow(lease))).toEqual(lease);
        expect(readBack(JobState, stateRow(state))).toEqual(state);
        expect(readBack(Run, runRow(run))).toEqual(run);
      }),
    );
  });

  it('is read from its row as it was written: messages and answers', () => {
    const anyText = fc.string({ unit: anyCharacter });
    fc.assert(
      fc.property(anyMessages, anyRun, anyText, anyText, (messages, run, key, request) => {
        const answered = { key, request, reply: '{"status":202}' };
        expect(readBack(Messages, messagesRow(run, messages, sampleInstant))).toEqual(messages);
        expect(readBack(Answered, answeredRow(answered, sampleInstant))).toEqual(answered);
      }),
    );
  });

  it.each(['"', '🙂', 'x🙂'])('keeps an answer word for word, however long: %s', (character) => {
    const reply = JSON.stringify({ message: character.repeat(30_000) });
    const row = answeredRow({ key: 'k', request: 'r', reply }, sampleInstant);
    const parts = [row.document, row.columns['document2'], row.columns['document3']];
    for (const part of parts) expect(part?.length ?? 0).toBeLessThanOrEqual(documentLimit);
    expect(parts.every((part) => (part ?? '').isWellFormed())).toBe(true);
    const stored = { ...row.columns, rowKey: row.rowKey, document: row.document, etag: 'e' };
    expect(readDocument(Answered, stored, place)).toEqual({ key: 'k', request: 'r', reply });
  });

  it('has a key and columns that the service accepts', () => {
    fc.assert(
      fc.property(anyRun, anyMessages, fc.string({ unit: anyCharacter }), (run, messages, key) => {
        const answered = answeredRow({ key, request: '', reply: '{"status":202}' }, sampleInstant);
        for (const row of [runRow(run), messagesRow(run, messages, sampleInstant), answered]) {
          expect(row.rowKey).toMatch(/^[a-zA-Z0-9-]{1,100}$/);
          expect(row.columns['keepUntil']).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
        }
      }),
    );
  });
});

it.each([
  [2 ** 60, Number.MAX_SAFE_INTEGER],
  [1.5, 1],
  [NaN, 0],
])(
  'a number that its row cannot hold goes to the nearest that it can, and the row tells: %d',
  (missedSlots, kept) => {
    const run = sampleWaitingRun();
    const row = runRow({ ...run, missedSlots });
    expect(readBack(Run, row)).toEqual({ ...run, missedSlots: kept });
    expect(row.changes).toEqual([
      expect.stringMatching(new RegExp(`^missedSlots was .* and became ${kept}$`)),
    ]);
  },
);

describe('row keys', () => {
  it('put the control rows before all history, in a range of their own', () => {
    const run = sampleWaitingRun();
    const answered = answeredRow({ key: 'k', request: '', reply: '{"status":202}' }, sampleInstant);
    const history = [runRow(run), messagesRow(run, [], sampleInstant), answered].map((row) => row.rowKey);
    for (const key of Object.values(controlKeys)) {
      expect(key >= controlRange.from && key < controlRange.to).toBe(true);
      for (const later of history) expect(key < later).toBe(true);
    }
    for (const key of history) {
      expect(key >= controlRange.to).toBe(true);
      expect(key >= historyRange.from && key < historyRange.to).toBe(true);
    }
  });

  it('sort runs in the reverse order of their ids', () => {
    fc.assert(
      fc.property(anyRun, anyRun, (one, other) => {
        fc.pre(one.id !== other.id);
        expect(runRow(one).rowKey < runRow(other).rowKey).toBe(one.id > other.id);
      }),
    );
  });

  it('are refused for a run whose id is not a ULID', () => {
    expect(() => runRow({ ...sampleWaitingRun(), id: 'run 1' })).toThrow(/must be a ULID, got "run 1"/);
  });
});

describe('a document that is too large for a property', () => {
  it.each(['x', '"', '\u0000', '🚀'])(
    'loses the ends of its longest texts, but nothing else (%j)',
    (character) => {
      const run = hugeRun(character);
      const state: JobState = {
        active: sampleWaitingRun(),
        last: run,
        lastSkip: run,
        lastEnd: sampleInstant,
        statistics: { ...noStatistics, execution: 7 },
      };
      const row = stateRow(state);
      expect(row.document.length).toBeLessThanOrEqual(documentLimit);
      const read = readBack(JobState, row);
      expect(read.active).toEqual(state.active);
      expect(read.statistics).toEqual(state.statistics);
      expect(read.last).toMatchObject({ id: run.id, range: run.range, slot: run.slot });
      expect(read.last?.attempts.map((attempt) => attempt.failure?.number)).toEqual(Array(10).fill(50_000));
      expect(read.last?.attempts[0]?.failure?.message).toMatch(/…$/);
      expect(readBack(Run, runRow(run)).id).toBe(run.id);
    },
  );

  it('is left alone while it fits', () => {
    const run = { ...sampleFinishedRun('failed'), reason: 'y'.repeat(30_000) };
    expect(readBack(Run, runRow(run))).toEqual(run);
  });

  it('keeps the last of many messages and says how many are missing', () => {
    const messages = sampleMessages(5_000, 'a rather long message about employee');
    const row = messagesRow(sampleFinishedRun('succeeded'), messages, sampleInstant);
    expect(row.document.length).toBeLessThanOrEqual(documentLimit);
    expect(row.document.length).toBeGreaterThan(documentLimit * 0.95);
    const [note, ...kept] = readBack(Messages, row);
    expect(kept).toEqual(messages.slice(-kept.length));
    const dropped = 5_000 - kept.length;
    expect(note).toMatchObject({ text: `(the first ${dropped} messages are not kept)`, dropped });
  });

  it.each([
    { sent: 300, length: 4_000, dropped: 293 },
    { sent: 8, length: 4_000, dropped: 1 },
    { sent: 7, length: 4_000, dropped: 0 },
    { sent: 5_000, length: 10, dropped: 4_800 },
    { sent: 201, length: 10, dropped: 1 },
    { sent: 200, length: 10, dropped: 0 },
    { sent: 1, length: 100_000, dropped: 0 },
    { sent: 0, length: 10, dropped: 0 },
  ])('counts all of $sent messages of $length characters that are not kept', ({ sent, length, dropped }) => {
    const { observer, messages } = recordExecution('all', () => {});
    for (const message of sampleMessages(sent, 'y'.repeat(length - 6))) observer.message(message);
    const row = messagesRow(sampleFinishedRun('succeeded'), messages(), sampleInstant);
    const read = readBack(Messages, row);
    const kept = read.filter((each) => each.dropped === undefined);
    expect(read.length - kept.length).toBe(dropped === 0 ? 0 : 1);
    expect(read[0]?.dropped ?? 0).toBe(dropped);
    expect(kept.length + dropped).toBe(sent);
  });

  it('fits even when each single message is enormous', () => {
    const messages = sampleMessages(20, '\u0000'.repeat(100_000));
    const row = messagesRow(sampleFinishedRun('succeeded'), messages, sampleInstant);
    expect(row.document.length).toBeLessThanOrEqual(documentLimit);
    expect(readBack(Messages, row).at(-1)?.text).toContain('\u0000'.repeat(1_000));
  });

  it('does not stop a heartbeat, whatever the progress holds', () => {
    const by = { holder: 'x', runId: newUlid(), attempt: 1 };
    const held = acquire(sampleRows.lease, by, sampleInstant, seconds(150));
    const progress = {
      phase: 'executing' as const,
      rowsAffected: 1,
      messageCount: 5_000,
      messages: sampleMessages(5_000),
    };
    const row = leaseRow({ ...held, progress });
    expect(row.document.length).toBeLessThanOrEqual(documentLimit);
    expect(readBack(Lease, row)).toMatchObject({ ...held, progress: { messageCount: 5_000 } });
  });

  it('loses its oldest attempts when there are more than any setting permits', () => {
    const attempts = Array.from({ length: 1_000 }, (_, index) =>
      sampleAttempt(index, epochMs(index), 'failed'),
    );
    const read = readBack(Run, runRow({ ...sampleWaitingRun(), attempts }));
    expect(read.attempts).toEqual(attempts.slice(-read.attempts.length));
    expect(read.attempts.length).toBeGreaterThanOrEqual(50);
  });

  it('keeps what is compared whole: ids, hashes, holders and time zones', () => {
    const run = hugeRun('"');
    const instance = `${'host'.repeat(20)}:12345`;
    const attempts = run.attempts.map((attempt) => ({ ...attempt, instance }));
    const auditHead = { sequence: 7, hash: 'a'.repeat(64) };
    const state: JobState = {
      last: { ...run, attempts },
      lastSkip: run,
      auditHead,
      statistics: noStatistics,
    };
    const read = readBack(JobState, stateRow(state));
    expect(read.auditHead).toEqual(auditHead);
    expect(read.last?.attempts.map((attempt) => attempt.instance)).toEqual(Array(10).fill(instance));
  });
});

describe('a row that somebody has damaged', () => {
  it.each([
    ['no JSON', '{"kind": ', /is not JSON/],
    ['another value', '[1]', /Invalid input/],
    [
      'a wrong field',
      '{"kind":"free","epoch":"1"}',
      /epoch: Invalid input: expected number, received string/,
    ],
    ['no document', undefined, /it has no column "document"/],
  ])('gives an error that names table, row and problem: %s', (_, document, problem) => {
    const row = { rowKey: 'control-lease', etag: 'e', ...(document === undefined ? {} : { document }) };
    expect(() => readDocument(Lease, row, place)).toThrow(
      /^row control-lease of table T at http:\/\/x cannot be read/,
    );
    expect(() => readDocument(Lease, row, place)).toThrow(problem);
  });
});

describe('a row that somebody damaged', () => {
  const hostile = 'x\n2026-11-27T00:00:00.000Z info  [tick] \u2705 done\u001b[2J\u202e\u2028';

  it.each([
    ['with a key of its own', `run-${hostile}`, '{}'],
    ['with no JSON', 'run-1', hostile],
    [
      'with names of its own',
      'run-1',
      JSON.stringify({ [hostile]: hostile, id: hostile, state: { kind: hostile } }),
    ],
  ])('%s is described without anything that cannot be seen', (_, rowKey, document) => {
    const read = () => readDocument(Run, { rowKey, document, etag: 'e' }, place);
    const { message, damaged } = catchError(read);
    expect(damaged?.problem).toContain('its column "document"');
    expect(hiddenIn(`${message} ${damaged?.row} ${damaged?.problem}`)).toEqual([]);
  });
});

function catchError(act: () => unknown): TableError {
  try {
    act();
  } catch (error) {
    if (error instanceof TableError) return error;
  }
  throw new Error('expected a TableError');
}
