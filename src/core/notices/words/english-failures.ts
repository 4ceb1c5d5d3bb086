/** English: why a run failed, and what to do, by the class of the failure. */
import type { FailureWords } from './notice-words.ts';

export const englishFailures: FailureWords = {
  unreachable: {
    cause: 'SQL Server could not be reached',
    todo: 'Ask IT whether SQL Server is running and whether the app can reach it.',
  },
  transient: {
    cause: 'SQL Server reported a temporary problem',
    todo: 'Wait for the next run: problems of this kind mostly pass. If it fails as well, tell IT.',
  },
  outcome_unknown: {
    cause: 'the connection to SQL Server broke while the procedure was running',
    todo: 'Wait for the next run. If it fails as well, ask IT to check the network and SQL Server.',
  },
  interrupted: {
    cause: 'the app was stopped while the procedure was running',
    todo: 'Wait for the next run. If this happens often, ask IT why the app is stopped during runs.',
  },
  governance: {
    cause: 'Azure SQL ended the work because it used too many resources',
    todo: 'Ask IT to give the database more capacity, or to make the procedure lighter.',
  },
  access: {
    cause: 'SQL Server refused the login, a permission or the encryption',
    todo: 'Tell IT now: the next runs will fail as well until the access is put right.',
  },
  contract: {
    cause: 'the procedure does not exist, or it is not as the scheduler expects it',
    todo: 'Tell IT now: the next runs will fail as well until the procedure or the settings are put right.',
  },
  data: {
    cause: 'the procedure found data that it cannot process',
    todo: 'Open the run and read which data it names, correct the data, then choose Run now.',
  },
  environment: {
    cause: 'the database server itself has a problem, such as a full disk',
    todo: 'Tell IT now: the database server needs attention before the next run.',
  },
  user_raised: {
    cause: 'the procedure itself reported an error',
    todo: 'Open the run and read the message of the procedure: it says what the procedure expects.',
  },
  unclassified: {
    cause: 'the error is not known to the scheduler',
    todo: 'Open the run and show its message to IT.',
  },
};
