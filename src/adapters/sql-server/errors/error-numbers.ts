/**
 * Every error number of SQL Server that the app knows. A new one is one row: what it means before EXEC is sent, what
 * while the procedure executes, and a remedy if its class's own does not fit. The classes follow
 * docs/facts/sql-server.md (SqlClient's retry list, EF Core's transient detector, Azure SQL's error documentation).
 */
import type { FailureClass, RemedyCode } from '../../../core/run/failure.ts';

/** A phase that is left out: the error is not known there. */
export interface KnownError {
  readonly before_execute?: FailureClass;
  readonly executing?: FailureClass;
  /** Fits better than the remedy of the class. */
  readonly remedy?: RemedyCode;
}

const connecting: KnownError = { before_execute: 'transient' };
const executing: KnownError = { executing: 'transient' };
const lost: KnownError = { executing: 'outcome_unknown' };
/** Before EXEC nothing ran; after it nobody knows. */
const connection: KnownError = { before_execute: 'transient', executing: 'outcome_unknown' };
const always = (failure: FailureClass): KnownError => ({ before_execute: failure, executing: failure });

export const errorNumbers: ReadonlyMap<number, KnownError> = new Map<number, KnownError>([
  // Connecting, or a moment in the life of the server: worth another try.
  [20, connecting], // the server does not support the encryption that was asked for
  [64, connection], // the connection was lost during login
  [121, connection], // the network timed out
  [233, connection], // the server closed the connection
  [596, lost], // the session was killed
  [615, connecting], // the database ID was not found
  [617, connecting], // an object's descriptor was not found
  [669, connecting], // the row object is inconsistent
  [926, connecting], // the database is being recovered
  [997, connecting], // overlapped I/O is in progress
  [1204, always('transient')], // no lock resources are left
  [1205, always('transient')], // deadlock victim
  [1222, always('transient')], // lock request timed out
  [3935, executing], // the FILESTREAM transaction context could not be initialized
  [3960, executing], // snapshot isolation: update conflict
  [3966, executing], // snapshot isolation: the row version is gone
  [4060, { ...connecting, remedy: 'missing_database' }], // the database cannot be opened
  [4221, connecting], // a read-only replica is still waiting for row versions
  [8628, executing], // timed out while optimizing the query
  [8645, executing], // timed out while waiting for memory
  [8651, executing], // the memory grant is too small
  [10053, connection], // the connection was aborted
  [10054, connection], // the connection was reset
  [10060, connection], // the connection attempt timed out
  [10928, always('transient')], // a resource limit of the database is reached
  [10929, always('transient')], // the server is too busy for this database
  [11001, connecting], // the host is not known
  [18401, connecting], // the server is being upgraded
  [40143, connecting], // Azure SQL met an error
  [40197, connection], // Azure SQL fails over
  [40501, always('transient')], // Azure SQL is busy
  [40540, connecting], // Azure SQL met an error
  [40613, connection], // the database is not available at the moment
  [41301, executing], // memory-optimized table: a transaction it depends on failed
  [41302, executing], // memory-optimized table: update conflict
  [41305, executing], // memory-optimized table: repeatable read failed
  [41325, executing], // memory-optimized table: serializable read failed
  [41839, executing], // memory-optimized table: too many dependent transactions
  [42108, connecting], // the SQL pool is paused
  [42109, connecting], // the SQL pool is warming up
  [49918, connecting], // not enough resources for the request
  [49919, connecting], // too many create or update operations
  [49920, connecting], // too many operations of the subscription
  // The server itself is in trouble.
  [823, always('environment')], // I/O error
  [824, always('environment')], // damaged page
  [825, always('environment')], // a page was read only after several tries
  [1105, always('environment')], // the filegroup is full
  [9002, always('environment')], // the transaction log is full
  // The login, its rights, or the firewall.
  [229, { ...always('access'), remedy: 'missing_grant' }], // permission denied on an object
  [230, always('access')], // permission denied on a column
  [262, always('access')], // permission denied in the database
  [297, always('access')], // the user may not do this
  [300, always('access')], // a server permission is missing
  [916, always('access')], // the login may not use this database
  [18456, { ...always('access'), remedy: 'login_refused' }], // login failed
  [40531, always('access')], // the server name cannot be determined
  [40532, always('access')], // the server refuses the login
  [40615, always('access')], // the firewall refuses the address
  // The procedure is missing or has other parameters, or what it refers to is missing.
  [201, always('contract')], // a parameter is missing
  [207, always('contract')], // invalid column name
  [208, always('contract')], // invalid object name
  [2812, { ...always('contract'), remedy: 'missing_procedure' }], // procedure not found
  [8144, always('contract')], // too many arguments
  [8145, always('contract')], // unknown parameter
  [8146, always('contract')], // the procedure has no parameters
  // Azure SQL's limits on what a session may use.
  [1132, always('governance')], // storage limit of the elastic pool
  [40544, always('governance')], // size limit of the database
  [40549, always('governance')], // long-running transaction
  [40550, always('governance')], // too many locks
  [40551, always('governance')], // too much tempdb
  [40552, always('governance')], // too much log space
  [40553, always('governance')], // too much memory
  // Data that the procedure cannot process.
  [241, always('data')], // conversion to a date failed
  [242, always('data')], // date out of range
  [245, always('data')], // conversion failed
  [515, always('data')], // NULL in a column that forbids it
  [547, always('data')], // constraint violated
  [2601, always('data')], // duplicate in a unique index
  [2627, always('data')], // duplicate key
  [2628, always('data')], // text truncated
  [8114, always('data')], // conversion failed
  [8115, always('data')], // arithmetic overflow
  [8134, always('data')], // division by zero
  [8152, always('data')], // text truncated
]);
