/** The database is starting, moving or read-only. */
import { always, passing, rows } from './rows.ts';

export const availabilityErrors = [
  ...rows({ ...passing, remedy: 'missing_database' }, [
    [4060, 'SqlClient', 'the database cannot be opened'],
    [927, 'EF Core', 'the database is being restored'],
    [923, 'SQL Server', 'the database is restricted to its owner and administrators'],
    [924, 'SQL Server', 'the database is in single-user mode, and somebody is in it'],
    [
      926,
      'Azure',
      'the database is marked suspect',
      {
        executing: 'environment',
        unlike: 'at login it passes on a managed instance; while executing the database is damaged',
      },
    ],
  ]),
  ...rows(passing, [
    [615, 'Azure', 'the ID of the database is not known'],
    [617, 'EF Core', 'the descriptor of an object was not found'],
    [669, 'EF Core', 'the row object is inconsistent'],
    [921, 'EF Core', 'the database has not been recovered yet'],
    [922, 'SQL Server', 'the database is being recovered'],
    [941, 'EF Core', 'the database is not started'],
    [952, 'EF Core', 'the database is in transition'],
    [955, 'SQL Server', 'the mirrored database has no quorum'],
    [956, 'SQL Server', 'the mirrored database has no partner and no witness'],
    [982, 'EF Core', 'no readable secondary replica is online'],
    [983, 'SQL Server', 'the replica is neither primary nor secondary at the moment'],
    [988, 'EF Core', 'the database has no quorum of nodes'],
    [4221, 'SqlClient', 'a read-only replica is waiting for row versions'],
    [35206, 'SQL Server', 'the connection between the replicas timed out'],
    [35250, 'SQL Server', 'the primary replica cannot be reached'],
    [35256, 'EF Core', 'the other replica did not answer in time'],
  ]),
  // After a failover the session may sit on what is now the secondary: another connection finds the primary.
  ...rows({ ...always('access', 'read_only'), executing: 'transient' }, [
    [978, 'SQL Server', 'the replica accepts connections with read intent only'],
    [979, 'SQL Server', 'the replica does not accept connections with read intent'],
  ]),
  ...rows({ ...passing, remedy: 'read_only' }, [[3906, 'SQL Server', 'the database is read-only']]),
  ...rows(always('access', 'read_only'), [
    [954, 'SQL Server', 'the database is a mirror'],
    [976, 'SQL Server', 'the replica is not readable, or its data does not move'],
  ]),
];
