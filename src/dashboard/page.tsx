/** The page: who may see it, what it knows, and where each part stands. */
import { useCallback, useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { KeyForm } from './sign-in/key-form.tsx';
import { SignedOut } from './sign-in/signed-out.tsx';
import { Who } from './sign-in/signed-in-user.tsx';
import { createClient } from './api/client.ts';
import { storedKey, storeKey } from './sign-in/stored-key.ts';
import { useScheduler } from './api/use-scheduler.ts';
import { ClockProvider } from './time/use-now.ts';
import { PulseProvider } from './api/pulse.ts';
import { LanguageProvider } from './words/use-language.tsx';
import { Alarm } from './problems/alarm.tsx';
import { TopBar } from './layout/top-bar.tsx';
import { Overview } from './overview.tsx';
import type { LanguageCode } from './words/languages.ts';

interface Props {
  /** The platform checks who looks; otherwise function keys do. */
  readonly behindPlatform: boolean;
  readonly code: LanguageCode;
  readonly onLanguage: (code: LanguageCode) => void;
}

/** What the key has opened is forgotten with it. */
function forgetKey(): void {
  storeKey(undefined);
  window.location.reload();
}

/** Until the API has told the real one. */
const usualJob = 'spJamkerja';

export function Page({ behindPlatform, code, onLanguage }: Props) {
  const [key, setKey] = useState(storedKey);
  const client = useMemo(() => createClient(key), [key]);
  const scheduler = useScheduler(client);
  const { status, schedule, session, clockAhead } = scheduler;
  const useKey = useCallback((given: string) => {
    storeKey(given);
    setKey(given);
  }, []);
  const { problem } = status;
  const keyNeeded = problem?.kind === 'unauthenticated' && !behindPlatform;
  const main = useRef<HTMLElement>(null);
  const asked = useRef(false);
  useEffect(() => {
    // The form had the focus and is gone.
    if (asked.current && !keyNeeded) main.current?.focus();
    asked.current = keyNeeded;
  }, [keyNeeded]);
  const job = schedule.data?.job ?? usualJob;
  const dataOf = status.confirmedAt === undefined ? undefined : status.confirmedAt + clockAhead;
  return (
    <LanguageProvider code={code} zone={status.data?.schedule.time_zone}>
      <ClockProvider value={clockAhead}>
        <TopBar job={job} status={status} clockAhead={clockAhead} onLanguage={onLanguage}>
          <Who
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
          {problem?.kind === 'unauthenticated' && behindPlatform && <SignedOut />}
          {problem !== undefined && problem.kind !== 'unauthenticated' && (
            <Alarm problem={problem} dataOf={dataOf} />
          )}
          {!(keyNeeded && status.data === undefined) && (
            <PulseProvider value={status.confirmedAt ?? 0}>
              <Overview client={client} scheduler={scheduler} job={job} />
            </PulseProvider>
          )}
        </main>
      </ClockProvider>
    </LanguageProvider>
  );
}
