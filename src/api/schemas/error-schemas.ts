/** The answers to requests that were refused or failed. */
import { z } from 'zod';
import { DateRanges } from '../../core/coverage/date-ranges.ts';
import { expectedHours } from '../../core/schedule/interval.ts';
import { errorCodes, errorSchemas } from '../error-codes.ts';
import { ClosedBy, PlanView } from './coverage-schemas.ts';
import { RunReference } from './run-schemas.ts';

export const ErrorDetail = z
  .object({
    field: z.string().meta({ examples: ['hours'] }),
    value: z.union([z.string(), z.number(), z.boolean(), z.null()]).exactOptional().meta({
      description: 'The value received, cut to 120 characters; lists and objects appear by name only.',
    }),
    expected: z.string().meta({
      description: 'Completes the sentence "expected …".',
      examples: [expectedHours],
    }),
  })
  .readonly();

export type ErrorDetail = z.infer<typeof ErrorDetail>;

const message = z.string().meta({ description: 'For people: what is wrong and what to do about it.' });
const reference = RunReference.unwrap().shape;

/** Problems with settings are sentences, because a setting is not a field of the request. */
const detailsOf = (status: number) => z.array(status === 503 ? z.string() : ErrorDetail);

function errorAnswer(status: number) {
  const about = aboutOf(status);
  const code = z.enum(codesOf(status));
  return z.object({
    success: z.literal(false),
    error: z.object({ code, message, details: detailsOf(status), ...about }),
  });
}

function aboutOf(status: number): z.core.$ZodLooseShape {
  switch (status) {
    case 409:
      return {
        run_id: reference.run_id.exactOptional(),
        url: reference.url.exactOptional(),
        dates: DateRanges.exactOptional().meta({ description: 'With `not_settled`: the first 20 ranges.' }),
        plan: PlanView.exactOptional(),
        closed: ClosedBy.exactOptional(),
      };
    case 412:
      return { revision: z.int().meta({ description: 'The one in force.' }) };
    default:
      return {};
  }
}

const codesOf = (status: number): readonly string[] =>
  Object.entries(errorCodes).flatMap(([code, of]) => (of.status === status ? [code] : []));

export const errorAnswers: Readonly<Record<string, z.ZodType>> = Object.fromEntries(
  Object.entries(errorSchemas).map(([status, name]) => [name, errorAnswer(Number(status))]),
);
