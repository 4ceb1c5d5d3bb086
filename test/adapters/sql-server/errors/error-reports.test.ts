import mssql from 'mssql';
import { describe, expect, it } from 'vitest';
import { reportsOf } from '../../../../src/adapters/sql-server/errors/error-reports.ts';

const withCode = (message: string, code: string): Error => Object.assign(new Error(message), { code });

describe('reportsOf', () => {
  it('gives every error of an aggregate, and not its empty wrapper', () => {
    const several = new AggregateError([withCode('first', 'EREQUEST'), withCode('second', 'EREQUEST')]);
    expect(reportsOf([new mssql.RequestError(several)]).map(({ message }) => message)).toEqual([
      'first',
      'second',
    ]);
  });

  it('gives the errors that came before the last one, in their order', () => {
    const last = Object.assign(new Error('last'), { number: 3, precedingErrors: [new Error('one')] });
    expect(reportsOf([last])).toEqual([{ message: 'one' }, { message: 'last', number: 3 }]);
  });

  it('gives an error once although the driver reports it both as an event and at the end', () => {
    const error = Object.assign(new Error('deadlock'), { number: 1205, code: 'EREQUEST', lineNumber: 4 });
    const again = Object.assign(new Error('deadlock'), { number: 1205, code: 'EREQUEST', lineNumber: 4 });
    expect(reportsOf([error, again])).toHaveLength(1);
  });

  it('does not mistake a code in the place of a number for a number', () => {
    const error = Object.assign(withCode('Canceled.', 'ECANCEL'), { number: 'ECANCEL' });
    expect(reportsOf([error])).toEqual([{ message: 'Canceled.', code: 'ECANCEL' }]);
  });

  it('says why a managed identity got no token', () => {
    const refused = new AggregateError([
      withCode('Security token could not be authenticated or authorized.', 'EFEDAUTH'),
      new Error('ManagedIdentityCredential: no managed identity endpoint found'),
    ]);
    expect(reportsOf([new mssql.ConnectionError(refused)])).toEqual([
      { message: 'Security token could not be authenticated or authorized.', code: 'EFEDAUTH' },
      { message: 'ManagedIdentityCredential: no managed identity endpoint found' },
    ]);
  });

  it('distinguishes a refused certificate from a server that is down', () => {
    const refused = new Error('Failed to connect to a:1433 - self-signed certificate', {
      cause: withCode('self-signed certificate', 'DEPTH_ZERO_SELF_SIGNED_CERT'),
    });
    expect(reportsOf([new mssql.ConnectionError(Object.assign(refused, { code: 'ESOCKET' }))])).toEqual([
      {
        message: 'Failed to connect to a:1433 - self-signed certificate',
        code: 'DEPTH_ZERO_SELF_SIGNED_CERT',
      },
    ]);
  });

  it('adds the underlying reasons to a message', () => {
    const reasons = new AggregateError([new Error('connect ECONNREFUSED ::1:1433')], 'Could not connect');
    const error = new Error('Failed to connect - Could not connect', { cause: reasons });
    expect(reportsOf([error])).toEqual([
      { message: 'Failed to connect - Could not connect: connect ECONNREFUSED ::1:1433' },
    ]);
  });

  it('accepts anything that was thrown', () => {
    expect(reportsOf(['a text', undefined])).toEqual([{ message: 'a text' }, { message: 'undefined' }]);
  });
});
