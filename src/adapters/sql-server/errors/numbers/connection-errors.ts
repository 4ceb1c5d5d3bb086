/** The way to the server broke, or the server ended the session. */
import { rows, sessionEnds, passing } from './rows.ts';

export const connectionErrors = [
  // The driver has codes of its own for these; as numbers they come from a gateway or a linked server.
  ...rows(sessionEnds, [
    [64, 'EF Core', 'the connection was lost during login'],
    // Also "more items in SELECT than in INSERT": the reading that asks first whether the procedure still runs is safe.
    [121, 'EF Core', 'the network timed out'],
    [233, 'SqlClient', 'the server closed the connection'],
    [10053, 'EF Core', 'the connection was aborted'],
    [10054, 'EF Core', 'the connection was reset'],
    [10060, 'SqlClient', 'the connection attempt timed out'],
    [596, 'SQL Server', 'the session was killed'],
    [1219, 'SQL Server', 'the session was ended by a DDL operation of high priority'],
    [4014, 'SQL Server', 'the request could not be read from the network'],
    [6005, 'SQL Server', 'the server is being shut down'],
    [6006, 'SQL Server', 'the server was shut down on request'],
    [17188, 'SQL Server', 'the server is shutting down and accepts no connection'],
    [40197, 'SqlClient', 'Azure SQL fails over'],
    [40613, 'SqlClient', 'the database is not available at the moment'],
  ]),
  ...rows(passing, [
    [
      -2,
      'EF Core',
      'timed out, in words that the procedure repeated',
      {
        unlike:
          'EF Core gives up because the work may have been done; here the server answered, and the procedure recalculates its range',
      },
    ],
    [20, 'EF Core', 'the server does not support encryption'],
    [
      203,
      'EF Core',
      'the handshake before the login failed',
      {
        executing: 'contract',
        remedy: 'procedure_defect',
        unlike: 'while executing it is the number of the server: EXEC of a text that is not a name',
      },
    ],
    [997, 'SqlClient', 'overlapped I/O is in progress'],
    [11001, 'EF Core', 'the host is not known'],
    [17142, 'SQL Server', 'the service is paused'],
    [17187, 'SQL Server', 'the server is not ready for connections yet'],
    [17189, 'SQL Server', 'no thread could be started for the login'],
    [17197, 'EF Core', 'the login timed out'],
    [17300, 'SQL Server', 'no memory or no session is left for a new task'],
    [17803, 'SQL Server', 'no memory was left for the connection'],
    [17809, 'SQL Server', 'the maximum number of connections is reached'],
    [17830, 'SQL Server', 'the network failed while the connection was made'],
    [17889, 'EF Core', 'the maximum number of connections on a session is reached'],
    [18401, 'EF Core', 'the server is being upgraded by scripts'],
    [18451, 'SQL Server', 'only administrators may connect at the moment'],
    [18458, 'SQL Server', 'as many users as licences are logged in'],
    [18459, 'SQL Server', 'as many workstations as licences are logged in'],
    [18460, 'SQL Server', 'the maximum number of simultaneous users is reached'],
    [18461, 'SQL Server', 'the server is in single-user mode'],
  ]),
];
