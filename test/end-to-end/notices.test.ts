/** The built app tells a receiver of a failure and of its end, and the dead-man's switch of each run. */
import { Webhook } from 'standardwebhooks';
import { expect, test } from 'vitest';
import { startReceiver } from '../adapters/notify/support/receiver.ts';
import { everySecond, startApp, until } from '../support/app.ts';
import { startSurroundings } from '../support/surroundings.ts';

const secret = `whsec_${Buffer.from('0123456789abcdef0123456789abcdef').toString('base64')}`;

test('a failure and the success after it are told once each, signed, and each run is pinged', async () => {
  await using world = await startSurroundings();
  await using receiver = await startReceiver();
  const env = {
    TICK_SCHEDULE: everySecond,
    START_DELAY_SECONDS: '86400',
    FORCE_COOLDOWN_SECONDS: '0',
    WEBHOOK_URL: receiver.url('/hook'),
    WEBHOOK_SECRETS: secret,
    // Nobody listens there, which keeps nobody else from anything.
    SLACK_WEBHOOK_URL: 'http://127.0.0.1:9/slack',
    PING_URL: receiver.url('/ping'),
  };
  await using app = await startApp({ ...world, env });
  const told = () => receiver.received.filter(({ path }) => path === '/hook');
  const pinged = () =>
    receiver.received.flatMap(({ path }) => (path.startsWith('/ping') ? [path.replace(/\?.*/, '')] : []));

  world.sql.setFault({ kind: 'permission-denied' });
  const { body } = await app.post('/scheduler/force-execute');
  await until(told, ({ length }) => length === 1);
  world.sql.setFault(undefined);
  await app.post('/scheduler/force-execute');
  await until(told, ({ length }) => length === 2);
  await until(pinged, ({ length }) => length === 4);

  const events = told().map(({ body: text, headers }) =>
    new Webhook(secret).verify(text, headers as Record<string, string>),
  );
  expect(events).toMatchObject([
    { type: 'scheduler.notice.run_failed', data: { run_id: body.data.run_id } },
    { type: 'scheduler.notice.recovered' },
  ]);
  expect(pinged()).toEqual(['/ping/start', '/ping/fail', '/ping/start', '/ping']);
  await app.host.waitForLine(/"event":"notice_failed"/);
  expect(
    app.host.lines().filter((line) => line.includes('"event":"notice_delivered"')).length,
  ).toBeGreaterThan(0);
});
