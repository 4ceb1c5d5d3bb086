import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FailureClass } from '../../../../src/core/run/failure.ts';
import { classifyError, toFailure } from '../../../../src/adapters/sql-server/errors/classify-error.ts';
import type {
  FailurePhase,
  SqlErrorReport,
} from '../../../../src/adapters/sql-server/errors/error-reports.ts';

/** The table of docs/facts/sql-server.md, written out: number by number, so that a slip in the source shows. */
const table: readonly (readonly [FailurePhase, FailureClass, readonly number[]])[] = [
  [
    'before_execute',
    'transient',
    [
      20, 64, 121, 233, 615, 617, 669, 926, 997, 1204, 1205, 1222, 4060, 4221, 10053, 10054, 10060, 10928,
      10929, 11001, 18401, 40143, 40197, 40501, 40540, 40613, 42108, 42109, 49918, 49919, 49920,
    ],
  ],
  [
    'executing',
    'transient',
    [
      1204, 1205, 1222, 3935, 3960, 3966, 8628, 8645, 8651, 10928, 10929, 40501, 41301, 41302, 41305, 41325,
      41839,
    ],
  ],
  ['executing', 'outcome_unknown', [64, 121, 233, 10053, 10054, 10060, 40197, 40613]],
  ['executing', 'governance', [1132, 40544, 40549, 40550, 40551, 40552, 40553]],
  ['executing', 'access', [229, 230, 262, 297, 300, 916, 18456, 40531, 40532, 40615]],
  ['executing', 'contract', [201, 207, 208, 2812, 8144, 8145, 8146]],
  ['executing', 'data', [241, 242, 245, 515, 547, 2601, 2627, 2628, 8114, 8115, 8134, 8152]],
  ['executing', 'environment', [823, 824, 825, 1105, 9002]],
  ['executing', 'user_raised', [50_000, 50_001, 99_999, 2_147_483]],
  ['executing', 'unclassified', [102, 266, 3621, 8192, 49_999, 33_557_097]],
  ['before_execute', 'access', [229, 18456, 40531, 40532, 40615, 916]],
];
const cases = table.flatMap(([phase, expected, numbers]) =>
  numbers.map((number) => ({ phase, expected, number })),
);

const codes: readonly (readonly [FailurePhase, FailureClass, readonly string[]])[] = [
  ['before_execute', 'unreachable', ['ESOCKET', 'ETIMEOUT', 'ECONNRESET', 'EINSTLOOKUP', 'EREQUEST']],
  ['before_execute', 'access', ['ELOGIN', 'EFEDAUTH', 'EENCRYPT', 'DEPTH_ZERO_SELF_SIGNED_CERT']],
  [
    'executing',
    'outcome_unknown',
    ['ECONNRESET', 'ESOCKET', 'ECONNCLOSED', 'ECLOSE', 'ETIMEOUT', 'ETIMEDOUT', 'EREQUEST'],
  ],
  ['executing', 'unclassified', ['ECANCEL', 'EARGS', '']],
];
const codeCases = codes.flatMap(([phase, expected, some]) => some.map((code) => ({ phase, expected, code })));

const report = (number: number, message = `error ${number}`): SqlErrorReport => ({ number, message });

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
    const listed = new Set(cases.map(({ number }) => number));
    const unlisted = fc
      .integer({ min: 1, max: 49_999 })
      .filter((number) => !listed.has(number) && number !== 596);
    fc.assert(
      fc.property(unlisted, fc.constantFrom<FailurePhase>('before_execute', 'executing'), (number, phase) => {
        expect(classifyError(report(number), phase)).toBe('unclassified');
      }),
    );
  });

  it('never takes a connection that broke after EXEC for a failure that is over', () => {
    for (const number of [64, 121, 233, 596, 10053, 10054, 10060, 40197, 40613]) {
      expect(classifyError(report(number), 'executing')).toBe('outcome_unknown');
    }
  });
});

describe('toFailure', () => {
  it('lets the most severe permanent error decide, wherever it stands', () => {
    const inOrderOfWeight = [1105, 229, 2812, 40544, 547, 50_001, 3621, 40197, 1205];
    fc.assert(
      fc.property(fc.shuffledSubarray(inOrderOfWeight, { minLength: 1 }), (numbers) => {
        const heaviest = inOrderOfWeight.find((number) => numbers.includes(number));
        expect(
          toFailure(
            numbers.map((number) => report(number)),
            'executing',
          ).number,
        ).toBe(heaviest);
      }),
    );
  });

  it('keeps the message of every error, the decisive one first', () => {
    const failure = toFailure(
      [report(1205, 'deadlock'), report(547, 'foreign key'), report(3621, 'end')],
      'executing',
    );
    expect(failure.message).toBe('foreign key | end | deadlock');
  });

  it('does not blame the password when the login failed for another reason', () => {
    const refused = [report(4060, 'Cannot open database'), report(18456, 'Login failed')];
    for (const reports of [refused, refused.toReversed()]) {
      expect(toFailure(reports, 'before_execute')).toMatchObject({
        class: 'transient',
        number: 4060,
        message: 'Cannot open database | Login failed',
      });
    }
    expect(toFailure([report(18456)], 'before_execute')).toMatchObject({ class: 'access', number: 18456 });
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
    const { remedy, ...rest } = toFailure([full], 'executing');
    expect(rest).toEqual({ class: 'data', remedyCode: 'data', ...full });
    expect(remedy).not.toBe('');
  });

  it.each([
    [{ number: 229, message: '' }, 'executing', 'missing_grant', 'GRANT EXECUTE'],
    [{ number: 2812, message: '' }, 'executing', 'missing_procedure', 'PROCEDURE_NAME'],
    [{ number: 4060, message: '' }, 'before_execute', 'missing_database', 'SQL_DATABASE'],
    [{ number: 18456, message: '' }, 'before_execute', 'login_refused', 'SQL_PASSWORD'],
    [{ code: 'ELOGIN', message: '' }, 'before_execute', 'login_refused', 'SQL_PASSWORD'],
    [{ code: 'EFEDAUTH', message: '' }, 'before_execute', 'token_refused', 'SQL_CLIENT_ID'],
    [{ code: 'EENCRYPT', message: '' }, 'before_execute', 'encryption_missing', 'SQL_ENCRYPT=false'],
    [{ code: 'ESOCKET', message: '' }, 'before_execute', 'unreachable', 'SQL_SERVER'],
    [{ code: 'toString', message: '' }, 'executing', 'unclassified', 'Read the message'],
    [
      { code: 'CERT_HAS_EXPIRED', message: '' },
      'before_execute',
      'certificate_untrusted',
      'SQL_TRUST_SERVER_CERTIFICATE',
    ],
    [{ number: 9002, message: '' }, 'executing', 'environment', 'administrator'],
  ] as const)('says what to do about %j', (given, phase, remedyCode, words) => {
    const failure = toFailure([given], phase);
    expect(failure.remedy).toContain(words);
    expect(failure.remedyCode).toBe(remedyCode);
  });

  it('describes even an empty list of errors', () => {
    expect(toFailure([], 'executing').class).toBe('unclassified');
  });

  it('bounds the length of what it keeps', () => {
    const many = Array.from({ length: 100 }, (_, index) => report(547, `${index} ${'x'.repeat(1_000)}`));
    expect(toFailure(many, 'executing').message).toHaveLength(4_000);
  });
});
