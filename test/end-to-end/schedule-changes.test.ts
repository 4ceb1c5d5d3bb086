/** Changes of the whole schedule over HTTP, by two people at two processes: nobody undoes what the other one did. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, type App, neverByItself, startApp } from '../support/app.ts';
import { startSurroundings } from '../support/surroundings.ts';

const documentOf = (hours: number) => ({
  rule: { kind: 'interval', hours },
  time_zone: 'Asia/Jakarta',
  days_back: 1,
});

const put = (app: App, hours: number, headers: Readonly<Record<string, string>>): Promise<Answer> =>
  app.send('PUT', '/scheduler/schedule', { document: documentOf(hours), reason: `every ${hours}` }, headers);

describe('PUT /scheduler/schedule', () => {
  const stack = new AsyncDisposableStack();
  let one: App;
  let other: App;
  beforeAll(async () => {
    const world = stack.use(await startSurroundings());
    const env = { TICK_SCHEDULE: neverByItself, START_DELAY_SECONDS: '86400' };
    [one, other] = await Promise.all([startApp({ ...world, env }), startApp({ ...world, env })]);
    stack.use(one);
    stack.use(other);
    await one.tick();
    await one.statusWhen(({ reason }) => reason.code === 'waiting_for_slot');
  });
  afterAll(() => stack.disposeAsync());

  const shown = async (): Promise<{ tag: string; revision: number; hours: number }> => {
    const { headers, body } = await one.get('/scheduler/schedule');
    const { revision, document } = body.data;
    return { tag: headers.get('etag') ?? '', revision, hours: document.rule.hours };
  };

  it('lets one of two changes of the same revision through, and tells the other one the revision in force', async () => {
    const { tag } = await shown();
    const answers = await Promise.all([put(one, 4, { 'if-match': tag }), put(other, 5, { 'if-match': tag })]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 412]);
    const refused = answers.find(({ status }) => status === 412);
    expect(refused?.body.error).toMatchObject({ code: 'revision_changed', revision: 1 });
    const [first] = answers;
    expect(await shown()).toMatchObject({ revision: 1, hours: first?.status === 200 ? 4 : 5 });
  });

  it('gives the same answer again under its Idempotency-Key, and changes nothing a second time', async () => {
    const { tag, revision } = await shown();
    const headers = { 'if-match': tag, 'idempotency-key': 'change-1' };
    const first = await put(one, 6, headers);
    expect(first).toMatchObject({ status: 200, body: { data: { revision: revision + 1 } } });
    await put(one, 7, { 'if-match': '*' });
    expect((await put(other, 6, headers)).body).toEqual(first.body);
    expect(await put(other, 8, headers)).toMatchObject({ status: 422 });
    expect(await shown()).toMatchObject({ revision: revision + 2, hours: 7 });
  });

  it('is in the audit once for each change, with the document before and after', async () => {
    const { entries } = (await other.get('/scheduler/audit')).body.data;
    const changes = entries.filter(({ action }: { action: string }) => action === 'set_schedule');
    expect(changes).toHaveLength(3);
    expect(changes[0]).toMatchObject({ reason: 'every 7' });
    expect(JSON.parse(changes[0].before)).toMatchObject({ schedule: { hours: 6 } });
    expect(JSON.parse(changes[0].after)).toMatchObject({ schedule: { hours: 7 } });
  });
});
