/** Who looks at the page, in which role, and the way out. */
import type { SessionView } from '../../api/schemas/session-schemas.ts';
import { useLanguage } from '../words/use-language.tsx';
import { Foreign } from '../layout/text.tsx';

interface Props {
  readonly session: SessionView | undefined;
  readonly behindPlatform: boolean;
  /** Undefined when no key was asked for. */
  readonly onForgetKey: (() => void) | undefined;
}

const signOutPath = '/.auth/logout?post_logout_redirect_uri=/scheduler/dashboard';

export function Who({ session, behindPlatform, onForgetKey }: Props) {
  const { access, role } = useLanguage().words.commands;
  return (
    <>
      {behindPlatform && session !== undefined && (
        <span>
          <Foreign>{session.name}</Foreign>
          {session.role !== null && ` · ${role[session.role]}`}
        </span>
      )}
      {behindPlatform && <a href={signOutPath}>{access.signOut}</a>}
      {onForgetKey !== undefined && (
        <button type="button" class="quiet" onClick={onForgetKey}>
          {access.forget}
        </button>
      )}
    </>
  );
}
