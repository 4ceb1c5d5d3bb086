/** The invocation's log as the operations see it. */
import { expect, test } from 'vitest';
import { toLog } from '../../src/functions/log.ts';

test('neither a line nor its properties can forge another line, or turn the text round', () => {
  const lines: string[] = [];
  const push = (text: string) => lines.push(text);
  const log = toLog({ debug: push, info: push, warn: push, error: push });
  log.error('❌ failed: \u202eyllanif\r\n✅ spJamkerja completed\u2028\u001b[2J', {
    procedure: 'a\nb\u2066\u{e0001}',
  });
  expect(lines).toEqual([
    String.raw`❌ failed: \u202eyllanif\r\n✅ spJamkerja completed\u2028\u001b[2J {"procedure":"a\nb\u2066\udb40\udc01"}`,
  ]);
});

test('a line is logged word for word at its level, followed by its properties as JSON', () => {
  const lines: string[] = [];
  const at = (level: string) => (text: string) => lines.push(`${level} ${text}`);
  const log = toLog({ debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') });
  log.debug('tick');
  log.info('🚀 Executing spJamkerja (execution #5)', { runId: '01J', attempt: 1 });
  log.warn('careful', {});
  log.error('broken', { runId: '01J' });
  expect(lines).toEqual([
    'debug tick',
    'info 🚀 Executing spJamkerja (execution #5) {"runId":"01J","attempt":1}',
    'warn careful {}',
    'error broken {"runId":"01J"}',
  ]);
});
