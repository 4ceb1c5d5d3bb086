/** What the shipped configuration of the driver really sends, and what the procedure may leave behind. */
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { parseLogin } from '../../../local/sql-server/tds/handshake.ts';
import { MessageReader, packetType } from '../../../local/sql-server/tds/packets.ts';
import { systemClock } from '../../../src/adapters/system/clock.ts';
import { epochMs, milliseconds } from '../../../src/core/time/time.ts';
import type { AbortReason, Clock } from '../../../src/ports.ts';
import { type Environment, record, probeOnce } from './support/attempt.ts';
import { patiently, type Rig, startRig } from './support/rig.ts';

/** The login and the batch of SET statements after it, of each connection of one attempt. */
async function captureLogin(environment: Environment) {
  const rig = await startRig({}, environment);
  await rig.runner.execute(record().execution);
  const logins = rig.relay.said().map((bytes) => {
    const messages = new MessageReader().push(bytes);
    const login = messages.find(({ type }) => type === packetType.login7);
    const batch = messages.find(({ type }) => type === packetType.batch);
    return {
      language: login === undefined ? 'no login' : parseLogin(login.data).language,
      sent:
        batch?.data
          .toString('utf16le')
          .toLowerCase()
          .match(/set .*/g) ?? [],
    };
  });
  await rig.close();
  return logins;
}

const asInManagementStudio = [
  'set ansi_nulls on',
  'set ansi_null_dflt_on on',
  'set ansi_padding on',
  'set ansi_warnings on',
  'set arithabort on',
  'set concat_null_yields_null on',
  'set cursor_close_on_commit off',
  'set implicit_transactions off',
  'set numeric_roundabort off',
  'set quoted_identifier on',
  'set textsize 2147483647',
  'set transaction isolation level read committed',
];

/** With little patience, a busy machine answers too late. */
const probeUntilAnswered = async ({ runner }: Rig): Promise<string> => {
  for (;;) {
    const probed = await probeOnce(runner);
    if (probed !== 'unknown') return probed;
  }
};

describe('the options of the session', () => {
  it.each<[Environment, string]>([
    [{}, 'set xact_abort off'],
    [{ SQL_XACT_ABORT: 'false' }, 'set xact_abort off'],
    [{ SQL_XACT_ABORT: 'true' }, 'set xact_abort on'],
  ])(
    'with %j are those of Management Studio, and language and dates the login’s own',
    async (given, xact) => {
      const logins = await captureLogin(given);
      expect(logins).toHaveLength(2);
      for (const { language, sent } of logins) {
        expect(language).toBe('');
        expect(sent).toEqual([...asInManagementStudio, xact]);
      }
    },
  );
});

describe('a language that was asked for', () => {
  it.each<[Environment]>([[{ SQL_LANGUAGE: 'Deutsch' }], [{ SQL_LANGUAGE: 'British' }]])(
    'is sent as it is, and the server sets date format and first day by it (%j)',
    async (given) => {
      for (const { language, sent } of await captureLogin(given)) {
        expect(language).toBe(given['SQL_LANGUAGE']);
        const lines = [`set language ${language.toLowerCase()}`, 'set xact_abort off'];
        expect(sent.toSorted()).toEqual([...asInManagementStudio, ...lines].toSorted());
      }
    },
  );
});

describe('a procedure that leaves a transaction open', () => {
  const begin = { transaction: 'begin' } as const;
  const failure = {
    class: 'contract',
    remedyCode: 'open_transaction',
    message: expect.stringContaining('rolled back'),
  };

  describe.each<{ name: string; environment: Environment }>([
    { name: 'with XACT_ABORT off', environment: {} },
    { name: 'with XACT_ABORT on', environment: { SQL_XACT_ABORT: 'true' } },
  ])('$name', ({ environment }) => {
    let rig: Rig;
    beforeAll(async () => {
      rig = await startRig({}, environment);
    });
    afterEach(() => rig.reset());
    afterAll(() => rig.close());

    it.each([
      ['begins without committing', [begin, { update: 3 }]],
      ['commits once too few', [begin, begin, { update: 3 }, { transaction: 'commit' }]],
      ['returns before its COMMIT', [begin, { return: 0 }]],
      ['switches implicit transactions on', [{ set: 'implicit_transactions on' }, { insert: 3 }]],
    ] as const)('has failed when it %s', async (_, steps) => {
      rig.server.setFault({ kind: 'script', steps: [...steps] });
      expect(await rig.runner.execute(record().execution)).toMatchObject({ kind: 'failed', failure });
      expect(await probeOnce(rig.runner)).toBe('gone');
    });

    it('has succeeded when it ended all of them', async () => {
      const steps = [
        begin,
        begin,
        { update: 3 },
        { transaction: 'commit' },
        { transaction: 'commit' },
      ] as const;
      rig.server.setFault({ kind: 'script', steps: [...steps] });
      expect(await rig.runner.execute(record().execution)).toMatchObject({
        kind: 'succeeded',
        rowsAffected: 3,
      });
    });

    it.each<AbortReason>([
      { cause: 'cancel', at: epochMs(1), by: 'siti', reason: 'wrong range' },
      { cause: 'deadline', at: epochMs(1) },
    ])('is not to blame when it was stopped ($cause)', async (stop) => {
      rig.server.setFault({ kind: 'script', steps: [begin, { print: 'begun' }, { wait: 3_600_000 }] });
      const recording = record();
      const running = rig.runner.execute(recording.execution);
      await expect.poll(() => recording.messages.length, patiently).toBe(1);
      recording.abort(stop);
      expect(await running).toMatchObject({ kind: 'stopped', confirmed: true, stop });
    });
  });

  describe('and whose rollback takes long', () => {
    let rig: Rig;
    afterEach(() => rig.close());
    const slow = { kind: 'script', steps: [begin, { update: 3 }], rollbackMs: 3_600_000 } as const;
    /** The patience ends once the server has said that it rolls back. */
    const impatient: Clock = {
      ...systemClock,
      sleep: async (_, signal) => {
        await vi.waitUntil(
          () => signal?.aborted === true || rig.relay.answered('rolling back the transaction'),
          patiently,
        );
        await systemClock.sleep(milliseconds(100), signal);
      },
    };

    it('keeps the applock until the server is done, and is settled then', async () => {
      rig = await startRig({}, {}, impatient);
      rig.server.setFault({ ...slow, steps: [...slow.steps] });
      expect(await rig.runner.execute(record().execution)).toMatchObject({
        kind: 'connection_lost',
        failure,
      });
      expect(await probeUntilAnswered(rig)).toBe('alive');
      rig.server.finishRuns();
      await expect.poll(() => probeOnce(rig.runner), patiently).toBe('gone');
    });

    it('leaves a stop unconfirmed', async () => {
      rig = await startRig({}, {}, impatient);
      const steps = [begin, { print: 'begun' }, { wait: 3_600_000 }] as const;
      rig.server.setFault({ ...slow, steps: [...steps] });
      const recording = record();
      const running = rig.runner.execute(recording.execution);
      await expect.poll(() => recording.messages.length, patiently).toBe(1);
      recording.abort({ cause: 'deadline', at: epochMs(1) });
      expect(await running).toMatchObject({ kind: 'stopped', confirmed: false });
    });
  });
});
