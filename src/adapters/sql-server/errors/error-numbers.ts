/** Every error number of SQL Server that the app knows, by subject. A new one is one row of `numbers/`. */
import { availabilityErrors } from './numbers/availability-errors.ts';
import { azureErrors } from './numbers/azure-errors.ts';
import { concurrencyErrors } from './numbers/concurrency-errors.ts';
import { connectionErrors } from './numbers/connection-errors.ts';
import { contractErrors } from './numbers/contract-errors.ts';
import { dataErrors } from './numbers/data-errors.ts';
import { loginErrors } from './numbers/login-errors.ts';
import { maintenanceErrors } from './numbers/maintenance-errors.ts';
import { permissionErrors } from './numbers/permission-errors.ts';
import type { ErrorRow } from './numbers/rows.ts';
import { serverErrors } from './numbers/server-errors.ts';

export const errorRows: readonly ErrorRow[] = [
  ...connectionErrors,
  ...availabilityErrors,
  ...loginErrors,
  ...permissionErrors,
  ...azureErrors,
  ...concurrencyErrors,
  ...contractErrors,
  ...dataErrors,
  ...serverErrors,
  ...maintenanceErrors,
];

export const errorNumbers: ReadonlyMap<number, ErrorRow> = new Map(errorRows.map((row) => [row.number, row]));
