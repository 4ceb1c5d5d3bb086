/** The webhook by the Standard Webhooks specification, checked with its own package, and the CloudEvents envelope. */
import { expect, test } from 'vitest';
import { Webhook } from 'standardwebhooks';
import { sampleNotices } from '../../../local/notices/sample-notices.ts';
import { startReceiver, status } from './support/receiver.ts';
import { failed, id, never, notifierWith, outgoing, settingsOf } from './support/outgoing.ts';
import { sendToWebhook } from '../../../src/adapters/notify/webhook.ts';
import { epochMs } from '../../../src/core/time/time.ts';

const [oldSecret, newSecret, otherSecret] = [1, 2, 3].map(
  (each) => `whsec_${Buffer.alloc(32, each).toString('base64')}`,
) as [string, string, string];

async function receiveNow(secrets: string) {
  await using receiver = await startReceiver();
  const { webhook, rules } = settingsOf({ WEBHOOK_URL: receiver.url('/hook'), WEBHOOK_SECRETS: secrets });
  // The package accepts no timestamp that is more than five minutes away.
  await sendToWebhook(webhook!, rules, 'spJamkerja', outgoing('webhook'), epochMs(Date.now()), never);
  const [one] = receiver.received;
  return { body: one!.body, headers: one!.headers as Record<string, string> };
}

test('is signed with the secret: the package accepts it, and refuses another secret and a changed body', async () => {
  const { body, headers } = await receiveNow(newSecret);
  expect(new Webhook(newSecret).verify(body, headers)).toMatchObject({ id });
  expect(() => new Webhook(otherSecret).verify(body, headers)).toThrow('No matching signature');
  expect(() => new Webhook(newSecret).verify(body.replace('run_failed', 'run_lost'), headers)).toThrow(
    'No matching signature',
  );
});

test('is signed with both secrets while one replaces the other', async () => {
  const { body, headers } = await receiveNow(`${newSecret},${oldSecret}`);
  for (const secret of [newSecret, oldSecret]) {
    expect(new Webhook(secret).verify(body, headers)).toMatchObject({ id });
  }
});

test('has the same id in header and envelope, and at each repetition', async () => {
  await using receiver = await startReceiver(status(500));
  const notifier = notifierWith({ WEBHOOK_URL: receiver.url(), WEBHOOK_SECRETS: newSecret });
  await notifier.send(outgoing('webhook'), never);
  await notifier.send(outgoing('webhook'), never);
  expect(receiver.received.map(({ headers }) => headers['webhook-id'])).toEqual([id, id]);
  expect(receiver.received.map(({ body }) => JSON.parse(body).id)).toEqual([id, id]);
});

test('is a CloudEvent with the facts in snake_case, instants in ISO 8601 and lengths in seconds', async () => {
  const { body, headers } = await receiveNow(newSecret);
  expect(headers['content-type']).toBe('application/cloudevents+json; charset=utf-8');
  expect(JSON.parse(body)).toEqual({
    specversion: '1.0',
    id,
    source: '/scheduler/spJamkerja',
    type: 'scheduler.notice.run_failed',
    time: '2026-11-24T00:00:00.000+00:00',
    subject: '01KAV1PSSABCDEFGHJKMNPQRST',
    datacontenttype: 'application/json',
    data: {
      kind: 'run_failed',
      severity: 'warning',
      run_id: '01KAV1PSSABCDEFGHJKMNPQRST',
      range: { awal: '2026-11-23', akhir: '2026-11-24' },
      attempts: 3,
      failures: 1,
      failure: { class: 'data', number: 2627 },
      last_success_at: '2026-11-24T00:00:00.000+00:00',
      text: {
        title: expect.stringContaining('run failed'),
        happened: expect.stringContaining('(error 2627)'),
        meaning: expect.stringContaining('payroll'),
        todo: expect.any(String),
      },
      link: expect.stringMatching(/#run=01KAV1PSSABCDEFGHJKMNPQRST$/),
    },
  });
  expect(failed.id).toBe(id);
});

test('shows every fact of every kind of notice', async () => {
  await using receiver = await startReceiver();
  const notifier = notifierWith({ WEBHOOK_URL: receiver.url(), WEBHOOK_SECRETS: newSecret });
  for (const { notice } of sampleNotices) {
    await notifier.send(outgoing('webhook', notice), never);
    const { data } = JSON.parse(receiver.received.at(-1)!.body);
    // All but id and at, which the envelope has; text and link beside them.
    expect([notice.kind, Object.keys(data).length]).toEqual([
      notice.kind,
      Object.keys(notice).length - 2 + 2,
    ]);
  }
});
