/** Errors of the service or of the way to it: classified for the adapter, and in words for people. */
import { escapeHidden } from '../../core/hidden-characters.ts';
import type { DamagedRow } from '../../core/job/damaged-row.ts';

export type TableErrorKind =
  /** Somebody else wrote or inserted the row first. */
  | 'conflict'
  | 'row_missing'
  | 'table_missing'
  /** Passes by itself: throttling, an overloaded or restarting server, a broken connection, a timeout. */
  | 'passing'
  /** A row cannot be read. */
  | 'damaged'
  | 'lasting';

export class TableError extends Error {
  override readonly name = 'TableError';
  readonly kind: TableErrorKind;
  readonly damaged: DamagedRow | undefined;

  constructor(message: string, kind: TableErrorKind, cause: unknown, damaged?: DamagedRow) {
    // The service, and rows that others wrote, have a share in it; answers and logs repeat it.
    super(escapeHidden(message), { cause });
    this.kind = kind;
    this.damaged = damaged;
  }
}

/** The parts of the SDK's errors: single requests carry the service's code in `details`, transactions in `code`. */
export interface Fault {
  readonly status: number | undefined;
  readonly code: string | undefined;
  readonly message: string;
  /** The connection failed, not the service. */
  readonly transport: boolean;
  readonly retryAfter: string | undefined;
}

export function readFault(error: unknown): Fault {
  const service = at(at(error, 'details'), 'odataError');
  const message =
    textAt(at(service, 'message'), 'value') ?? (error instanceof Error ? error.message : String(error));
  const status = numberAt(error, 'statusCode');
  const code = textAt(service, 'code') ?? textAt(error, 'code');
  const name = textAt(error, 'name');
  const transport =
    status === undefined && (name === 'RestError' || name === 'AbortError' || name === 'TimeoutError');
  return { status, code, message, transport, retryAfter: retryAfterOf(error) };
}

export function kindOf({ status, code, transport }: Fault): TableErrorKind {
  if (code === 'TableNotFound') return 'table_missing';
  if (status === 404) return 'row_missing';
  if (status === 412 || code === 'EntityAlreadyExists') return 'conflict';
  if (transport || status === 408 || status === 429) return 'passing';
  return status !== undefined && status >= 500 && status !== 501 && status !== 505 ? 'passing' : 'lasting';
}

/** `place`: the table and its endpoint, without any secret. */
export function describeFault(fault: Fault, action: string, place: string): string {
  const { status, code, message } = fault;
  const said = message.replaceAll(/\s+/g, ' ').trim();
  const source =
    status === undefined ? '' : `the service answered ${[status, code].filter(Boolean).join(' ')}: `;
  const label = status === undefined && code !== undefined ? ` [${code}]` : '';
  return `could not ${action} in ${place}: ${source}${said}${label}. ${remedyOf(fault)}`;
}

const remedies: Readonly<Record<string, string>> = {
  AuthorizationPermissionMismatch:
    'Give the app\'s identity the role "Storage Table Data Contributor" on the storage account; a new role takes a few minutes to take effect.',
  AuthorizationFailure:
    'The network rules of the storage account refuse this app, or its identity lacks the role "Storage Table Data Contributor".',
  KeyBasedAuthenticationNotPermitted:
    'The account accepts no keys: set AzureWebJobsStorage__accountName instead of AzureWebJobsStorage, and give the app\'s identity the role "Storage Table Data Contributor".',
  AuthenticationFailed: 'Check the account key or SAS in AzureWebJobsStorage, and the clock of this machine.',
  InvalidAuthenticationInfo: 'Check the account key or SAS in AzureWebJobsStorage.',
  TableBeingDeleted:
    'The table is being deleted, which takes Azure a minute or more; then the next tick creates it anew.',
  AccountIsDisabled: 'The storage account is disabled: enable it in the portal.',
  ENOTFOUND:
    "Check the account's name in AzureWebJobsStorage or AzureWebJobsStorage__accountName, and name resolution.",
  ECONNREFUSED: 'Nothing listens there: check the address, and that the storage is running.',
};

function remedyOf({ status, code, transport }: Fault): string {
  const known = code === undefined ? undefined : remedies[code];
  if (known !== undefined) return known;
  if (status === 401 || status === 403) {
    return 'Check AzureWebJobsStorage, or give the app\'s identity the role "Storage Table Data Contributor" on the storage account.';
  }
  if (status === 429 || status === 503)
    return 'The storage account is throttling requests, which passes by itself.';
  if (transport)
    return 'Check that the app can reach the storage account (firewall, private endpoint, proxy).';
  if (status === undefined)
    return 'Check AzureWebJobsStorage and, with a managed identity, that it is assigned to the app.';
  return status >= 500
    ? 'The service has a problem, which usually passes by itself.'
    : 'Look the code up in Microsoft\'s "Table service error codes".';
}

function retryAfterOf(error: unknown): string | undefined {
  const headers = at(at(error, 'response'), 'headers');
  const get = at(headers, 'get');
  const value: unknown = typeof get === 'function' ? get.call(headers, 'retry-after') : undefined;
  return typeof value === 'string' ? value : undefined;
}

const at = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
const textAt = (value: unknown, key: string): string | undefined => {
  const text = at(value, key);
  return typeof text === 'string' && text !== '' ? text : undefined;
};
const numberAt = (value: unknown, key: string): number | undefined => {
  const number = at(value, key);
  return typeof number === 'number' ? number : undefined;
};
