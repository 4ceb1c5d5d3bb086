import { expect, test } from 'vitest';

import { Sessions } from '../../../local/functions-host/auth/sessions.ts';

test('a session ends after eight hours', () => {
  let now = 0;
  const sessions = new Sessions(() => now);
  const { id } = sessions.begin({ name: 'ada', roles: [] });
  now = 8 * 3_600_000 - 1;
  expect(sessions.find(id)?.user.name).toBe('ada');
  now += 1;
  expect(sessions.find(id)).toBeUndefined();
});
