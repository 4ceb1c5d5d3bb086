/** The built app tells a receiver of a failure and of its end, and the dead-man's switch of each run. */
import { Webhook } from 'standardwebhooks';
import { expect, test } from 'vitest';
import { type Receiver, startReceiver, status } from '../adapters/notify/support/receiver.ts';
import { type App, everySecond, startApp, until } from '../support/app.ts';
import { expireClaims } from '../support/past.ts';
import { startSurroundings } from '../support/surroundings.ts';

const told = (receiver: Receiver) => receiver.received.filter(({ path }) => path === '/hook');
const notices = async (app: App) => (await app.get('/scheduler/notices')).body.data;
const settled = ({ sent }: { readonly sent: readonly unknown[] }) => sent.length > 0;
const sending = { TICK_SCHEDULE: everySecond, START_DELAY_SECONDS: '86400', FORCE_COOLDOWN_SECONDS: '0' };
const secret = `whsec_${Buffer.from('0123456789abcdef0123456789abcdef').toString('base64')}`;

test('a failure and the success after it are told once each, signed, and each run is pinged', async () => {
  await using world = await startSurroundings();
  await using receiver = await startReceiver();
  const env = {
    ...sending,
    WEBHOOK_URL: receiver.url('/hook'),
    WEBHOOK_SECRETS: secret,
    // Nobody listens there, which keeps nobody else from anything.
    SLACK_WEBHOOK_URL: 'http://127.0.0.1:9/slack',
    PING_URL: receiver.url('/ping'),
  };
  await using app = await startApp({ ...world, env });
  const pinged = () =>
    receiver.received.flatMap(({ path }) => (path.startsWith('/ping') ? [path.replace(/\?.*/, '')] : []));

  world.sql.setFault({ kind: 'permission-denied' });
  const { body } = await app.post('/scheduler/force-execute');
  await until(
    () => told(receiver),
    ({ length }) => length === 1,
  );
  world.sql.setFault(undefined);
  await app.post('/scheduler/force-execute');
  await until(
    () => told(receiver),
    ({ length }) => length === 2,
  );
  await until(pinged, ({ length }) => length === 4);

  const events = told(receiver).map(({ body: text, headers }) =>
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

test('a process that dies before the receiver answers leaves the notice to another, which sends it under the same id', async () => {
  await using world = await startSurroundings();
  await using receiver = await startReceiver(() => undefined);
  const env = { ...sending, WEBHOOK_URL: receiver.url('/hook'), WEBHOOK_SECRETS: secret };
  world.sql.setFault({ kind: 'permission-denied' });
  {
    await using doomed = await startApp({ ...world, env });
    await doomed.post('/scheduler/force-execute');
    await until(
      () => told(receiver),
      ({ length }) => length === 1,
    );
    await doomed.host.kill();
  }
  await expireClaims(world.storage);
  receiver.answer = status(200);
  let sent: unknown;
  {
    await using successor = await startApp({ ...world, env });
    ({ sent } = await until(() => notices(successor), settled));
    await successor.host.kill();
  }
  // Whoever comes next finds nothing to send.
  await using last = await startApp({ ...world, env });
  await last.host.waitForLine(/"event":"initialized"/);
  await last.post('/scheduler/stop', { reason: 'sent after everything else' });
  await until(
    () => told(receiver),
    ({ length }) => length === 3,
  );
  const [first, second, third] = told(receiver).map(({ headers }) => headers['webhook-id']);
  expect(second).toBe(first);
  expect(third).not.toBe(first);
  expect(sent).toMatchObject([
    { id: first, kind: 'run_failed', deliveries: [{ result: 'delivered', attempts: 1 }] },
  ]);
});
