/** Settings that are wrong without stopping the scheduler. */
import { describe, expect, test } from 'vitest';
import { parseSettings } from '../../../src/core/settings/scheduler-settings.ts';
import { checkMetricsToken } from '../../../src/core/settings/wrong-settings.ts';

const problemsOf = (token: string): readonly string[] =>
  checkMetricsToken({ METRICS_TOKEN: token }).flatMap(({ problems }) => problems);

describe('METRICS_TOKEN', () => {
  const expected =
    'expected 32 to 200 random letters, digits or -._~+/ without blanks, for example from: openssl rand -hex 32';

  test.each(['0123456789abcdef0123456789abcdef', 'AZaz09-._~+/AZaz09-._~+/AZaz09-._~+/=='])(
    'takes %s',
    (token) => {
      expect(problemsOf(token)).toEqual([]);
    },
  );

  test.each([
    ['one that is too short', '0123456789abcdef0123456789abcde'],
    ['one with a blank', '0123456789abcdef 0123456789abcdef'],
    ['one that is easy to guess', 'a'.repeat(64)],
    ['one with a line break', '0123456789abcdef0123456789abcdef\n'],
    ['one that is too long', '0123456789'.repeat(21)],
    ['a short one that might be shown', 'abc'],
  ])('refuses %s, and does not show it', (_, token) => {
    expect(problemsOf(token)).toEqual([`METRICS_TOKEN has a wrong value (not shown): ${expected}`]);
  });

  test('refuses a Key Vault reference that Azure has not resolved, in a sentence of its own', () => {
    const [problem] = problemsOf('@Microsoft.KeyVault(SecretUri=https://vault.example/secrets/metrics)');
    expect(problem).toMatch(/^METRICS_TOKEN is a Key Vault .* that was not resolved: .*identity/);
    expect(problem).not.toContain('vault.example');
  });

  test('stops nothing, whatever it is', () => {
    expect(parseSettings({ METRICS_TOKEN: 'abc' }, undefined).kind).toBe('valid');
    expect(checkMetricsToken({})).toEqual([]);
  });
});
