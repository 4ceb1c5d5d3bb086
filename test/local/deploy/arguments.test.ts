/** The command line of `npm run deploy`. */
import { describe, expect, it } from 'vitest';
import { parseArguments } from '../../../local/deploy/arguments.ts';

const url = 'https://func.example.net';
const options = (args: readonly string[], env: Record<string, string> = {}) => {
  const parsed = parseArguments(['--url', url, ...args], env);
  return parsed.kind === 'options' ? parsed.options : parsed.message;
};

describe('the command line of a deployment', () => {
  it('runs azd deploy unless told otherwise', () => {
    expect(options([])).toMatchObject({ phase: 'all', command: ['azd', 'deploy'], url: new URL(url) });
  });

  it("passes the command's options through", () => {
    const command = ['func', 'azure', 'functionapp', 'publish', 'x', '--no-build', '--url', 'y'];
    expect(options(command)).toMatchObject({ phase: 'all', command });
    expect(options(['--', ...command])).toMatchObject({ phase: 'all', command });
  });

  it('accepts drain and resume as separate steps', () => {
    expect(options(['drain'])).toMatchObject({ phase: 'drain', command: [] });
    expect(options(['--wait-minutes', '5', 'resume'])).toMatchObject({ phase: 'resume', waitMinutes: 5 });
  });

  it('compares the version with the package of the build, for a step by itself only with one that is named', () => {
    expect(options([])).toMatchObject({ package: '.local/package.zip', returnMinutes: 10 });
    expect(options(['resume'])).toMatchObject({ package: undefined });
    const named = ['--package', '/tmp/package.zip', '--return-minutes', '3', 'resume'];
    expect(options(named)).toMatchObject({ phase: 'resume', package: '/tmp/package.zip', returnMinutes: 3 });
  });

  it('takes key and token from the environment, and sends only those that are set', () => {
    expect(options([], { SCHEDULER_KEY: 'k', SCHEDULER_TOKEN: 't' })).toMatchObject({
      credentials: { 'x-functions-key': 'k', authorization: 'Bearer t' },
    });
    expect(options([], { SCHEDULER_KEY: '' })).toMatchObject({ credentials: {} });
  });

  it.each([
    [['--url', 'func.example.net'], '--url is "func.example.net"'],
    [['--url', 'func.example.net/?code=Secret99'], '--url is (not shown)'],
    [[], '--url is ""'],
    [['--url', 'file:///etc/passwd'], '--url is "file:///etc/passwd"'],
    [['--url', url, '--wait-minutes', 'long'], '--wait-minutes is "long"'],
    [['--url', url, '--return-minutes', '-1'], '--return-minutes is "-1"'],
    [['--key', 'secret'], '--key is not an option'],
  ])('refuses %j and says why', (args, why) => {
    expect(parseArguments(args, {})).toMatchObject({ kind: 'wrong', message: expect.stringContaining(why) });
  });
});
