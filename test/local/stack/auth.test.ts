import { describe, expect, test } from 'vitest';

import { type BannerFacts, banner } from '../../../local/stack/banner.ts';
import { chooseHost } from '../../../local/stack/choose-host.ts';

describe('the host of npm start', () => {
  test('is Core Tools when it is installed and no keys are required', () => {
    expect(chooseHost('none', process.execPath).name).toBe('Azure Functions Core Tools');
  });

  test.each(['keys', 'entra'] as const)(
    "is the project's own for --auth %s even so, and says why",
    (auth) => {
      const host = chooseHost(auth, process.execPath);
      expect(host.name).toContain(
        `the project's own Functions host (Core Tools cannot enforce --auth ${auth};`,
      );
      expect(host.onLoopbackOnly).toBe(true);
    },
  );

  test("is the project's own when Core Tools is not installed", () => {
    expect(chooseHost('none', '/nowhere/func').name).toContain('Core Tools is not installed');
  });
});

describe('the banner', () => {
  const facts: BannerFacts = {
    port: 7071,
    hostName: 'a host',
    auth: 'none',
    hostKey: undefined,
    onLoopbackOnly: true,
    ownServer: undefined,
  };

  test('warns that the whole network can reach Core Tools', () => {
    expect(banner({ ...facts, onLoopbackOnly: false })).toContain('every network interface');
    expect(banner(facts)).not.toContain('every network interface');
  });

  test('shows the key once in key mode, and commands that use it', () => {
    const text = banner({ ...facts, auth: 'keys', hostKey: 'the-host-key' });
    expect(text.match(/the-host-key/g)).toHaveLength(1);
    expect(text).toContain('curl -H "x-functions-key: $KEY" http://127.0.0.1:7071/scheduler/status');
  });

  test('names the dashboard first in every mode', () => {
    for (const auth of ['none', 'keys', 'entra'] as const) {
      expect(banner({ ...facts, auth })).toContain(
        'dashboard     http://127.0.0.1:7071/scheduler/dashboard\n',
      );
    }
  });

  test('links to the sign-in in Entra mode', () => {
    const text = banner({ ...facts, auth: 'entra' });
    expect(text).toContain('http://127.0.0.1:7071/.auth/login/aad?post_login_redirect_uri=');
    expect(text).toContain('curl -b .local/cookies -H "X-Requested-With: curl"');
  });
});
