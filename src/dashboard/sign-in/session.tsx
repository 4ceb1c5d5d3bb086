/** Who is signed in, in which role, and what to do when the session has ended. */
import type { SessionView } from '../../api/schemas/session-schemas.ts';
import { Foreign } from '../layout/foreign-text.tsx';
import { useLanguage } from '../words/use-language.tsx';

interface Props {
  readonly session: SessionView | undefined;
  readonly behindPlatform: boolean;
  /** Undefined when no key was asked for. */
  readonly onForgetKey: (() => void) | undefined;
}

const signOutPath = '/.auth/logout?post_logout_redirect_uri=/scheduler/dashboard';

export function SignedInUser({ session, behindPlatform, onForgetKey }: Props) {
  const { signIn } = useLanguage().words;
  return (
    <>
      {behindPlatform && session !== undefined && (
        <span>
          <Foreign>{session.name}</Foreign>
          {session.role !== null && ` · ${signIn.role[session.role]}`}
        </span>
      )}
      {behindPlatform && <a href={signOutPath}>{signIn.signOut}</a>}
      {onForgetKey !== undefined && (
        <button type="button" class="quiet" onClick={onForgetKey}>
          {signIn.forget}
        </button>
      )}
    </>
  );
}

/** The page stays as it is, and continues once there is a session again. */
export function SessionEnded() {
  const { signIn } = useLanguage().words;
  return (
    <div class="alarm" role="alert">
      <p>
        {signIn.signedOut}{' '}
        <a href="/.auth/login/aad?post_login_redirect_uri=/.auth/login/done" target="_blank" rel="noreferrer">
          {signIn.signIn}
        </a>
      </p>
    </div>
  );
}
