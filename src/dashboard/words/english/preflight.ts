/** English: the check of the connection; the findings themselves come from the API in both languages. */
import type { FindingView } from '../../../api/schemas/preflight-schemas.ts';

type Level = FindingView['level'];

export const preflight = {
  button: 'Check the connection',
  title: 'Connection to SQL Server',
  checking: 'Checking … this may take a few seconds.',
  result: {
    good: 'Everything is fine.',
    doubtful: 'Nothing is wrong, but check the doubtful points.',
    wrong: 'No run can succeed until what is wrong is corrected.',
  } satisfies Record<Level, string>,
  level: { good: 'Good:', doubtful: 'Doubtful:', wrong: 'Wrong:' } satisfies Record<Level, string>,
};
