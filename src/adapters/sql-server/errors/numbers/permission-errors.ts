/** A right is missing, for the procedure or for something that it uses. */
import { always, rows } from './rows.ts';

export const permissionErrors = [
  // EXECUTE on a procedure or another right beneath it: classify-error.ts tells them apart.
  ...rows(always('access', 'missing_grant'), [[229, 'SQL Server', 'permission denied on an object']]),
  ...rows(always('access', 'missing_inner_grant'), [
    [230, 'SQL Server', 'permission denied on a column'],
    [262, 'SQL Server', 'permission denied in the database'],
    [297, 'SQL Server', 'the user may not do this'],
    [300, 'SQL Server', 'a permission on the server is missing'],
    [1088, 'SQL Server', 'the object does not exist, or it may not be seen'],
    [2557, 'SQL Server', 'DBCC is not permitted'],
    [2571, 'SQL Server', 'DBCC is not permitted'],
    [2760, 'SQL Server', 'the schema does not exist, or it may not be used'],
    [3704, 'SQL Server', 'this operation on the object is not permitted'],
    [4834, 'SQL Server', 'BULK is not permitted'],
    [5011, 'SQL Server', 'ALTER DATABASE is not permitted'],
    [6102, 'SQL Server', 'KILL is not permitted'],
    [7983, 'SQL Server', 'DBCC is not permitted in this database'],
    [8104, 'SQL Server', 'only the owner may set IDENTITY_INSERT'],
    [15151, 'SQL Server', 'the principal or object does not exist, or it may not be used'],
    [15247, 'SQL Server', 'the user may not do this'],
    [15274, 'SQL Server', 'the linked server does not trust the security context'],
    [15281, 'SQL Server', 'the server blocks this component: it is switched off'],
    [15406, 'SQL Server', 'EXECUTE AS of a server principal is not possible'],
  ]),
];
