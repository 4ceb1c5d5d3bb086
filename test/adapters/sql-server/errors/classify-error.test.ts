import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FailureClass } from '../../../../src/core/run/failure.ts';
import { errorNumbers } from '../../../../src/adapters/sql-server/errors/error-numbers.ts';
import { classifyError, toFailure } from '../../../../src/adapters/sql-server/errors/classify-error.ts';
import type {
  FailurePhase,
  SqlErrorReport,
} from '../../../../src/adapters/sql-server/errors/error-reports.ts';

/** Numbers that people met. The whole table is compared with docs/facts/sql-server.md in test/docs.test.ts. */
const table: readonly (readonly [FailurePhase, FailureClass, readonly number[]])[] = [
  ['login', 'transient', [926, 4060, 4221, 10928, 10929, 10936, 17142, 17187, 17188, 18401, 18451, 18461]],
  ['login', 'transient', [921, 922, 927, 952, 983, 40197, 40501, 40613, 42108, 49918, 49919, 49920]],
  ['login', 'access', [18450, 18452, 18456, 18470, 18486, 18487, 18488, 4062, 4064, 911, 916, 976, 978]],
  ['login', 'access', [40531, 40532, 40607, 40615, 40635, 40914, 42119, 47072, 47073]],
  ['login', 'access', [1, 10_200, 33_134, 49_999, 50_001, 33_557_097]],
  ['before_execute', 'transient', [64, 121, 233, 1204, 1205, 1222, 10053, 10054, 10060, 10936, 40197]],
  ['before_execute', 'access', [229, 262, 916, 18456]],
  ['before_execute', 'unclassified', [1, 49_999]],
  ['executing', 'transient', [601, 978, 979, 1203, 1204, 1205, 1222, 3906, 3935, 3960, 3966, 3980, 8628]],
  ['executing', 'transient', [8645, 8651, 10928, 10929, 10936, 40501, 41301, 41302, 41305, 41325, 41839]],
  ['executing', 'outcome_unknown', [64, 121, 233, 596, 4014, 6005, 10053, 10054, 10060, 40197, 40613]],
  ['executing', 'governance', [1132, 40544, 40549, 40550, 40551, 40552, 40553]],
  ['executing', 'access', [229, 230, 262, 297, 300, 916, 976, 18456, 40531, 40532, 40615]],
  ['executing', 'contract', [102, 201, 203, 206, 207, 208, 213, 257, 266, 911, 1934, 2809, 2812, 8143]],
  ['executing', 'contract', [3609, 3902, 3903, 3930, 3998, 8144, 8145, 8146, 8162]],
  ['executing', 'data', [220, 241, 242, 245, 512, 515, 547, 2601, 2627, 2628, 8114, 8115, 8134, 8152]],
  ['executing', 'environment', [605, 701, 802, 823, 824, 825, 845, 926, 1101, 1105, 9001, 9002]],
  ['executing', 'user_raised', [50_000, 50_001, 99_999, 2_147_483]],
  ['executing', 'unclassified', [8192, 49_999, 33_557_097]],
];
const cases = table.flatMap(([phase, expected, numbers]) =>
  numbers.map((number) => ({ phase, expected, number })),
);

const codes: readonly (readonly [FailurePhase, FailureClass, readonly string[]])[] = [
  ['login', 'unreachable', ['ESOCKET', 'ETIMEOUT', 'ECONNRESET', 'EINSTLOOKUP', 'ENOTFOUND']],
  ['before_execute', 'unreachable', ['ESOCKET', 'ETIMEOUT', 'ECONNRESET', 'EINSTLOOKUP', 'EREQUEST']],
  ['login', 'access', ['ELOGIN', 'EFEDAUTH', 'EENCRYPT', 'ETDS', 'EPROTO', 'DEPTH_ZERO_SELF_SIGNED_CERT']],
  [
    'login',
    'access',
    [
      'CERT_HAS_EXPIRED',
      'CERT_REVOKED',
      'ERR_TLS_CERT_ALTNAME_INVALID',
      'ERR_SSL_UNSUPPORTED_PROTOCOL',
      'ERR_SSL_WRONG_VERSION_NUMBER',
      'ERR_SSL_SSL/TLS_ALERT_HANDSHAKE_FAILURE',
      'ERR_SSL_DH_KEY_TOO_SMALL',
    ],
  ],
  [
    'executing',
    'outcome_unknown',
    ['ECONNRESET', 'ESOCKET', 'ECONNCLOSED', 'ECLOSE', 'ETIMEOUT', 'ETIMEDOUT', 'EREQUEST'],
  ],
  // A broken stream of TLS, and whatever a later version of the driver or of Node calls it.
  ['before_execute', 'unreachable', ['ERR_SSL_WRONG_VERSION_NUMBER', 'ERR_OUT_OF_RANGE']],
  [
    'executing',
    'outcome_unknown',
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'EPROTO', 'CERT_HAS_EXPIRED', 'ENETDOWN', 'ECANCEL', ''],
  ],
  ['executing', 'unclassified', ['EPARAM']],
];
const codeCases = codes.flatMap(([phase, expected, some]) => some.map((code) => ({ phase, expected, code })));

const report = (number: number, message = `error ${number}`): SqlErrorReport => ({ number, message });

const reports = (numbers: readonly number[]) => numbers.map((number) => report(number));

describe('classifyError', () => {
  it.each(cases)('classifies $number as $expected ($phase)', ({ number, phase, expected }) => {
    expect(classifyError(report(number), phase)).toBe(expected);
  });

  it.each(codeCases)('classifies the code "$code" as $expected ($phase)', ({ code, phase, expected }) => {
    expect(classifyError({ code, message: 'any' }, phase)).toBe(expected);
  });

  it('judges by the number, whatever code and message come with it', () => {
    expect(classifyError({ number: 40613, code: 'ELOGIN', message: 'Login failed' }, 'before_execute')).toBe(
      'transient',
    );
    expect(classifyError({ number: 547, code: 'EREQUEST', message: 'deadlock, timeout' }, 'executing')).toBe(
      'data',
    );
  });

  it('never repeats a number that nobody has listed', () => {
    const unlisted = fc.integer({ min: 1, max: 49_999 }).filter((number) => !errorNumbers.has(number));
    fc.assert(
      fc.property(unlisted, (number) => {
        expect(classifyError(report(number), 'login')).toBe('access');
        expect(classifyError(report(number), 'before_execute')).toBe('unclassified');
        expect(classifyError(report(number), 'executing')).toBe('unclassified');
      }),
    );
  });

  it.each([
    [20, 'unclassified'],
    [21, 'environment'],
    [24, 'environment'],
  ])('takes an unlisted error of severity %i as %s', (severity, expected) => {
    expect(classifyError({ ...report(49_999), severity }, 'executing')).toBe(expected);
    expect(classifyError({ ...report(50_000), severity }, 'executing')).toBe('user_raised');
  });

  it('never takes a connection that broke after EXEC for a failure that is over', () => {
    for (const number of [64, 121, 233, 596, 10053, 10054, 10060, 40197, 40613]) {
      expect(classifyError(report(number), 'executing')).toBe('outcome_unknown');
    }
  });
});

describe('toFailure', () => {
  it('lets the most severe permanent error decide, wherever it stands', () => {
    const inOrderOfWeight = [1105, 229, 2812, 40544, 547, 50_001, 49_999, 40197];
    fc.assert(
      fc.property(fc.shuffledSubarray(inOrderOfWeight, { minLength: 1 }), (numbers) => {
        const heaviest = inOrderOfWeight.find((number) => numbers.includes(number));
        expect(toFailure(reports(numbers), 'executing', 'all').number).toBe(heaviest);
      }),
    );
  });

  it.each([
    // What follows from the end of the transaction says nothing, wherever it stands.
    [[1205, 266], 1205],
    [[266, 1205], 1205],
    [[1205, 3609], 1205],
    [[1205, 3902], 1205],
    [[1205, 3903], 1205],
    [[1205, 3998], 1205],
    [[1205, 3930, 3998], 1205],
    [[3616, 1205, 3609, 3621], 1205],
    [[1222, 3902, 266], 1222],
    [[3960, 3998], 3960],
    [[8645, 16917], 8645],
    [[547, 3621, 266], 547],
    [[266, 547], 547],
    [[3930, 50_000], 50_000],
    [[8192, 266], 8192],
    // What the procedure or the server says after a deadlock does not outweigh it.
    [[1205, 50_000], 1205],
    [[50_000, 1205], 1205],
    [[1205, 8192], 1205],
    [[8192, 1205], 1205],
    [[1205, 208], 1205],
    [[1205, 547, 266], 1205],
    [[1222, 2627], 1222],
    // What came before it, and what no rollback brings about, does.
    [[547, 1205], 547],
    [[208, 1205, 547], 208],
    [[1205, 9002], 9002],
    [[1205, 229], 229],
    [[9002, 1205, 266], 9002],
  ])('decides %j by %i', (numbers, decisive) => {
    expect(toFailure(reports(numbers), 'executing', 'all').number).toBe(decisive);
  });

  it.each([266, 3609, 3902, 3903, 3930, 3998])(
    'takes %i alone for a fault in the transactions of the procedure',
    (number) => {
      expect(toFailure([report(number)], 'executing', 'all')).toMatchObject({
        class: 'contract',
        remedyCode: 'unbalanced_transaction',
        remedy: expect.stringContaining('COMMIT or ROLLBACK'),
      });
    },
  );

  it('keeps the message of every error, the decisive one first', () => {
    const several = [report(3621, 'end'), report(547, 'foreign key'), report(1205, 'deadlock')];
    expect(toFailure(several, 'executing', 'all').message).toBe('foreign key | deadlock | end');
  });

  it('does not blame the password when the login failed for another reason', () => {
    const refused = [report(4060, 'Cannot open database'), report(18456, 'Login failed')];
    for (const order of [refused, refused.toReversed()]) {
      expect(toFailure(order, 'login', 'all')).toMatchObject({
        class: 'transient',
        number: 4060,
        message: 'Cannot open database | Login failed',
      });
    }
    expect(toFailure([report(18456)], 'login', 'all')).toMatchObject({ class: 'access', number: 18456 });
  });

  it('does not give up a login for a number that nobody knows beside one that passes', () => {
    for (const order of [
      [40613, 10_200],
      [10_200, 40613],
      [18456, 4060, 10_200],
    ]) {
      expect(toFailure(reports(order), 'login', 'all').class).toBe('transient');
    }
    expect(toFailure(reports([10_200, 18456]), 'login', 'all').number).toBe(10_200);
    expect(toFailure(reports([18456, 10_200]), 'login', 'all').number).toBe(10_200);
    expect(toFailure(reports([10_200, 40615]), 'login', 'all').number).toBe(40615);
  });

  it('keeps where the error came from', () => {
    const full: SqlErrorReport = {
      number: 8134,
      code: 'EREQUEST',
      message: 'Divide by zero error encountered.',
      severity: 16,
      line: 12,
      procedure: 'spJamkerja',
    };
    const { remedy, ...rest } = toFailure([full], 'executing', 'all');
    expect(rest).toEqual({ class: 'data', remedyCode: 'data', ...full });
    expect(remedy).not.toBe('');
  });

  it('describes even an empty list of errors', () => {
    expect(toFailure([], 'executing', 'all').class).toBe('unclassified');
  });

  it('bounds the length of what it keeps', () => {
    const many = Array.from({ length: 100 }, (_, index) => report(547, `${index} ${'x'.repeat(1_000)}`));
    expect(toFailure(many, 'executing', 'all').message).toHaveLength(4_000);
  });
});
