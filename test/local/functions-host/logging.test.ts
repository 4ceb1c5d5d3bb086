import { describe, expect, test } from 'vitest';

import { minimumLevel } from '../../../local/functions-host/host-log.ts';
import { startHost } from '../../support/host-process.ts';
import { makeApp, plainHostJson } from './support/fixture-app.ts';

const speak = `(_, context) => {
  context.trace('a trace'); context.debug('a debug'); context.info('an info'); context.log('a log');
  context.warn('a warning'); context.error('an error'); context.log('two\\r\\nlines \\x1b[2J\\u202e');
  return { body: 'done' };
}`;
const main = `
app.http('loud', { handler: ${speak} });
app.http('quiet', { handler: ${speak} });
app.timer('idle', { schedule: '* * * * * *', handler: (_, context) => context.log('idle tick') });
`;

describe('the log', () => {
  test('has one line per record, with level and function, from Information up', async () => {
    using fixture = makeApp({ main });
    await using host = await startHost({ root: fixture.root });
    await fetch(host.url('/loud'));
    await host.waitForLine(/Executed 'Functions\.loud' \(Succeeded, Id=[-0-9a-f]{36}, Duration=\d+ms\)/);
    const said = host
      .lines()
      .filter((line) => / \[loud\] |^ /.test(line))
      .map((line) => line.replace(/^\d\S+ /, ''))
      .filter((line) => !line.includes('Execut'));
    expect(said).toEqual([
      'info  [loud] an info',
      'info  [loud] a log',
      'warn  [loud] a warning',
      'error [loud] an error',
      'info  [loud] two',
      String.raw`    lines \u001b[2J\u202e`,
    ]);
  });

  test('is filtered by host.json for all functions and for one', async () => {
    const logLevel = { default: 'Warning', 'Function.loud': 'Trace' };
    using fixture = makeApp({ main, hostJson: { ...plainHostJson, logging: { logLevel } } });
    await using host = await startHost({ root: fixture.root });
    await fetch(host.url('/quiet'));
    await fetch(host.url('/loud'));
    await host.waitForLine(/Executed 'Functions\.loud'/);
    const log = host.lines().join('\n');
    expect(log).toMatch(/trace \[loud\] a trace/);
    expect(log).toMatch(/debug \[loud\] a debug/);
    expect(log).toMatch(/warn {2}\[quiet\] a warning/);
    expect(log).not.toMatch(/\[quiet\] an info/);
  });

  test('leaves out timer invocations that succeed, except with --verbose', async () => {
    using fixture = makeApp({ main });
    await using host = await startHost({ root: fixture.root });
    await host.waitForLine(/idle tick/);
    expect(host.lines().join('\n')).not.toContain("'Functions.idle'");
    await using verbose = await startHost({ root: fixture.root, args: ['--verbose'] });
    await verbose.waitForLine(/Executing 'Functions\.idle' \(Reason='Timer fired at .*', Id=/);
    await verbose.waitForLine(/Executed 'Functions\.idle' \(Succeeded, /);
  });
});

test('the longest prefix of a category decides its level', () => {
  const levels = { default: 'error', Function: 'warning', 'function.tick': 'debug', Host: 'none' } as const;
  expect(minimumLevel(levels, 'Function.tick.User')).toBe('debug');
  expect(minimumLevel(levels, 'Function.other')).toBe('warning');
  expect(minimumLevel(levels, 'Worker.x')).toBe('error');
  expect(minimumLevel({}, 'Worker.x')).toBe('information');
});
