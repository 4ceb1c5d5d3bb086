/** Binds a call's values to a procedure's parameters, with SQL Server's errors for values that do not fit. */
import {
  conversionFailed,
  parameterMissing,
  tooManyParameters,
  typeClash,
  unknownParameter,
} from './messages.ts';
import type { Parameter } from './tds/requests.ts';
import type { SqlValue } from './tds/values.ts';

export interface Declared {
  readonly name: string;
  readonly type: 'date' | 'datetime2' | 'nvarchar' | 'int';
  /** Absent when the caller must supply a value. */
  readonly defaultValue?: SqlValue;
}

/** The values by declared name. Procedure and parameter names are case-insensitive. */
export function bindParameters(
  procedure: string,
  declared: readonly Declared[],
  given: readonly Parameter[],
): ReadonlyMap<string, SqlValue> {
  const values = new Map<string, SqlValue>();
  for (const [position, parameter] of given.entries()) {
    const target =
      parameter.name === ''
        ? declared[position]
        : declared.find(({ name }) => name.toLowerCase() === parameter.name.toLowerCase());
    if (target === undefined && parameter.name !== '' && given.length <= declared.length) {
      throw unknownParameter(procedure, parameter.name);
    }
    if (target === undefined) throw tooManyParameters(procedure);
    values.set(target.name, convert(parameter, target.type));
  }
  for (const { name, defaultValue } of declared) {
    if (values.has(name)) continue;
    if (defaultValue === undefined) throw parameterMissing(procedure, name);
    values.set(name, defaultValue);
  }
  return values;
}

function convert({ type, value }: Parameter, target: Declared['type']): SqlValue {
  if (value === null) return null;
  switch (target) {
    case 'date':
      return toDate(type, value);
    case 'datetime2':
      return toDateTime(type, value);
    case 'int':
      return toInteger(type, value);
    case 'nvarchar':
      return String(value);
    default:
      return target satisfies never;
  }
}

const withoutDatePart = new Set(['tinyint', 'smallint', 'int', 'bigint', 'bit', 'float', 'real', 'decimal']);

function toDate(type: string, value: SqlValue): string {
  if (withoutDatePart.has(type)) throw typeClash(type, 'date');
  const match = /^(\d{4})-?(\d{2})-?(\d{2})(?:[ T].*)?$/.exec(String(value).trim());
  const date = match === null ? '' : match.slice(1, 4).join('-');
  const parsed = new Date(`${date}T00:00:00Z`);
  // JavaScript parses 31 February as 3 March.
  if (Number.isNaN(parsed.getTime()) || !parsed.toISOString().startsWith(date)) {
    throw conversionFailed(type, 'date');
  }
  return date;
}

function toDateTime(type: string, value: SqlValue): string {
  if (withoutDatePart.has(type)) throw typeClash(type, 'datetime2');
  if (Number.isNaN(Date.parse(`${String(value).trim().replace(' ', 'T')}Z`)))
    throw conversionFailed(type, 'datetime2');
  return String(value).trim();
}

function toInteger(type: string, value: SqlValue): number {
  const number = typeof value === 'string' && value.trim() === '' ? Number.NaN : Number(value);
  if (!Number.isInteger(number) || Math.abs(number) >= 2 ** 31) throw conversionFailed(type, 'int');
  return number;
}
