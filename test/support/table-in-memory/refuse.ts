/** The service's refusals, in the shapes that the SDK gives them. */
import { RestError } from '@azure/data-tables';

const messages = {
  TableNotFound: 'The table specified does not exist.',
  ResourceNotFound: 'The specified resource does not exist.',
  EntityAlreadyExists: 'The specified entity already exists.',
  UpdateConditionNotSatisfied: 'The update condition specified in the request was not satisfied.',
  InvalidInput: 'An error occurred while processing this request.',
  PropertyValueTooLarge: 'The property value exceeds the maximum allowed size (64KB).',
  EntityTooLarge: 'The entity is larger than the maximum allowed size (1MB).',
  TooManyProperties: 'The entity contains more properties than allowed.',
  InvalidDuplicateRow: 'An entity can appear only once in a batch.',
  RequestBodyTooLarge: 'The request body is too large and exceeds the maximum permissible limit.',
} as const;

export interface Refusal {
  readonly status: number;
  readonly code: keyof typeof messages;
}

export const refusals = {
  tableMissing: { status: 404, code: 'TableNotFound' },
  rowMissing: { status: 404, code: 'ResourceNotFound' },
  rowExists: { status: 409, code: 'EntityAlreadyExists' },
  staleVersion: { status: 412, code: 'UpdateConditionNotSatisfied' },
  invalid: { status: 400, code: 'InvalidInput' },
  textTooLarge: { status: 400, code: 'PropertyValueTooLarge' },
  entityTooLarge: { status: 400, code: 'EntityTooLarge' },
  tooManyColumns: { status: 400, code: 'TooManyProperties' },
  twice: { status: 400, code: 'InvalidDuplicateRow' },
  tooLarge: { status: 413, code: 'RequestBodyTooLarge' },
} as const satisfies Record<string, Refusal>;

/** A single request has the service's code in `details`. */
export function errorOf({ status, code }: Refusal): RestError {
  const error = new RestError(messages[code], { statusCode: status });
  return Object.assign(error, { details: { odataError: { code, message: { value: messages[code] } } } });
}

/** A transaction has it in `code`, and the place of the action in front of the message. */
export const errorInTransaction = ({ status, code }: Refusal, place: number): RestError =>
  new RestError(`${place}:${messages[code]}`, { statusCode: status, code });
