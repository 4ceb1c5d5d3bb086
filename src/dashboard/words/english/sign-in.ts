/** English: the function key, the session and the roles. */
import type { Role } from '../../commands/availability.ts';

export const signIn = {
  role: { reader: 'Reader', operator: 'Operator', admin: 'Administrator' } satisfies Record<Role, string>,
  title: 'Function key',
  words: 'This app requires a function key. It is kept in this tab only, until you close the tab.',
  key: 'Key',
  open: 'Open',
  checking: 'Checking …',
  wrong: 'The key was not accepted.',
  forget: 'Forget the key',
  signOut: 'Sign out',
  signedOut:
    'Your session has ended. Nothing on this page is lost: sign in again in another tab, and this page continues.',
  signIn: 'Sign in',
};
