/** Lines as they leave for the host's log: nothing that people or servers wrote can imitate a line or its fields. */
import { array, assert, constantFrom, dictionary, integer, oneof, property, string, tuple } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hiddenIn } from '../../src/core/hidden-characters.ts';
import { toLog, withLogText } from '../../src/functions/log.ts';
import type { LogFields } from '../../src/ports.ts';

function logged(text: string, fields?: LogFields): string {
  const lines: string[] = [];
  const push = (line: string) => void lines.push(line);
  toLog({ debug: push, info: push, warn: push, error: push }).error(text, fields);
  expect(lines).toHaveLength(1);
  return lines[0] ?? '';
}

test('neither a line nor its fields can forge another line, or turn the text round', () => {
  const text = '❌ failed: \u202eyllanif\r\n✅ spJamkerja completed\u2028\u0085\u001b[2J';
  expect(logged(text, { procedure: 'a\nb\u2066\u{e0001}' })).toBe(
    String.raw`❌ failed: \u202eyllanif\r\n✅ spJamkerja completed\u2028\u0085\u001b[2J {"procedure":"a\\nb\\u2066\\udb40\\udc01"}`,
  );
});

test('a line is logged word for word at its level, followed by its fields as JSON, which every line has', () => {
  const lines: string[] = [];
  const at = (level: string) => (text: string) => lines.push(`${level} ${text}`);
  const log = toLog({ debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') });
  log.debug('tick');
  log.info('🚀 Executing spJamkerja (execution #5)', { runId: '01J', attempt: 1 });
  log.warn('careful', {});
  log.error('broken', { runId: '01J' });
  expect(lines).toEqual([
    'debug tick {}',
    'info 🚀 Executing spJamkerja (execution #5) {"runId":"01J","attempt":1}',
    'warn careful {}',
    'error broken {"runId":"01J"}',
  ]);
});

describe('whatever a person or a server wrote', () => {
  const forged = '{"event":"run_finished","outcome":"succeeded","intervalHours":22}';
  const hostile = array(
    oneof(
      integer({ min: 0, max: 0x10_ffff }).map((code) => String.fromCodePoint(code)),
      string(),
      constantFrom(forged, `${forged}\n`, '{', '}', '{}', '"', '\\', '\\u007b', '\n', '\u2028', '\ud83d'),
      constantFrom('x', '{', '"', '😀', '\u202e', '\udb40\udc41').map((each) => each.repeat(9_000)),
    ),
    { maxLength: 12 },
  ).map((parts) => parts.join(''));
  const fields = dictionary(constantFrom('event', 'runId', 'reason', 'instance', 'version'), hostile);

  test('braces stand around the fields only, on one line that no service shortens', () => {
    assert(
      property(tuple(hostile, fields), ([text, given]) => {
        const line = logged(text, given);
        const [, json = ''] = / (\{[^{}]*\})$/.exec(line) ?? [];
        expect(Object.keys(JSON.parse(json))).toEqual(Object.keys(given));
        expect(line.slice(0, -json.length)).not.toMatch(/[{}]/);
        expect(hiddenIn(line)).toEqual([]);
        expect(hiddenIn(Object.values(JSON.parse(json)).join(''))).toEqual([]);
        expect(line.length).toBeLessThanOrEqual(8_000);
      }),
    );
  });

  test('fields are whole where the text is longer than a line may be', () => {
    const line = logged('x'.repeat(100_000), { runId: 'r', event: 'run_finished' });
    expect(line).toMatch(/^x{7000,}… \{"runId":"r","event":"run_finished"\}$/);
    expect(line).toHaveLength(8_000);
  });
});

test('what a timer throws has its message on one line of the log, before the frames of its stack', () => {
  const text =
    'the table said:\n2026-11-27T00:00:00.000Z info  [tick] ✅ spJamkerja completed \u001b[2J {"event":"run_finished"}';
  class TableError extends Error {
    override readonly name = 'TableError';
  }
  const { message, stack = '' } = withLogText(new TableError(text));
  expect(message).toBe(
    String.raw`the table said:\n2026-11-27T00:00:00.000Z info  [tick] ✅ spJamkerja completed \u001b[2J \u007b"event":"run_finished"\u007d`,
  );
  const [first, ...frames] = stack.split('\n');
  expect(first).toBe(`TableError: ${message}`);
  expect(frames.length).toBeGreaterThan(1);
  expect(frames.filter((line) => !/^ {4}at /.test(line))).toEqual([]);
  expect(withLogText('x\ny').stack).toMatch(/^Error: x\\ny/);
});
