/** The page: the top bar, the sign-in where it is needed, and the overview. */
import { useCallback, useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { KeyForm, storedKey, storeKey } from './sign-in/function-key.tsx';
import { SessionEnded, SignedInUser } from './sign-in/session.tsx';
import { createClient } from './api/client.ts';
import { useScheduler } from './api/use-scheduler.ts';
import { ClockProvider } from './time/use-now.ts';
import { LanguageProvider } from './words/use-language.tsx';
import { Alarm } from './problems/alarm.tsx';
import { TopBar } from './layout/top-bar.tsx';
import { Overview } from './overview.tsx';
import type { LanguageCode } from './words/languages.ts';

interface Props {
  /** The platform signs users in; otherwise function keys guard the API. */
  readonly behindPlatform: boolean;
  readonly code: LanguageCode;
  readonly onLanguage: (code: LanguageCode) => void;
}

/** The reload also forgets what the key has opened. */
function forgetKey(): void {
  storeKey(undefined);
  window.location.reload();
}

/** Until the API has answered with the real one. */
const usualJob = 'spJamkerja';

export function Page({ behindPlatform, code, onLanguage }: Props) {
  const [key, setKey] = useState(storedKey);
  const client = useMemo(() => createClient(key), [key]);
  const scheduler = useScheduler(client);
  const { status, schedule, session } = scheduler;
  const { clockAhead } = status;
  const useKey = useCallback((given: string) => {
    storeKey(given);
    setKey(given);
  }, []);
  const { problem } = status;
  const keyNeeded = problem?.kind === 'unauthenticated' && !behindPlatform;
  const main = useRef<HTMLElement>(null);
  const keyAsked = useRef(false);
  useEffect(() => {
    // The form had the focus and is gone.
    if (keyAsked.current && !keyNeeded) main.current?.focus();
    keyAsked.current = keyNeeded;
  }, [keyNeeded]);
  const job = schedule.data?.job ?? usualJob;
  const dataOf = status.confirmedAt === undefined ? undefined : status.confirmedAt + clockAhead;
  return (
    <LanguageProvider code={code} zone={status.data?.schedule.time_zone}>
      <ClockProvider value={clockAhead}>
        <TopBar job={job} status={status} schedule={schedule.data} onLanguage={onLanguage}>
          <SignedInUser
            session={session.data}
            behindPlatform={behindPlatform}
            onForgetKey={key === undefined || keyNeeded ? undefined : forgetKey}
          />
        </TopBar>
        <main id="content" tabIndex={-1} ref={main}>
          {keyNeeded && (
            <KeyForm
              checking={key !== undefined && status.pending}
              wrong={key !== undefined && !status.pending}
              onKey={useKey}
            />
          )}
          {problem?.kind === 'unauthenticated' && behindPlatform && <SessionEnded />}
          {problem !== undefined && problem.kind !== 'unauthenticated' && (
            <Alarm problem={problem} dataOf={dataOf} />
          )}
          {!(keyNeeded && status.data === undefined) && <Overview scheduler={scheduler} job={job} />}
        </main>
      </ClockProvider>
    </LanguageProvider>
  );
}
