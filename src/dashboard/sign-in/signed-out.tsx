/** The session has ended: the page stays as it is, and goes on once there is one again. */
import { useLanguage } from '../words/use-language.tsx';

export function SignedOut() {
  const { access } = useLanguage().words.commands;
  return (
    <div class="alarm" role="alert">
      <p>
        {access.signedOut}{' '}
        <a href="/.auth/login/aad?post_login_redirect_uri=/.auth/login/done" target="_blank" rel="noreferrer">
          {access.signIn}
        </a>
      </p>
    </div>
  );
}
