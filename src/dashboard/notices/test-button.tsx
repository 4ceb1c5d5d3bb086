/** Sends a test through each channel, and says what each of them answered. */
import { useState } from 'preact/hooks';
import { commands, urlOf } from '../../api/commands.ts';
import type { ChannelTest } from '../../api/schemas/notice-schemas.ts';
import type { Client } from '../api/client.ts';
import type { Availability } from '../commands/availability.ts';
import { CommandButton } from '../commands/command-button.tsx';
import { useCommand } from '../commands/use-command.ts';
import { ProblemText } from '../problems/problem-text.tsx';
import { ServerWords } from '../problems/server-words.tsx';
import { useLanguage } from '../words/use-language.tsx';

interface Props {
  readonly client: Client;
  readonly availability: Availability;
  readonly onDone: () => void;
}

export function TestButton({ client, availability, onDone }: Props) {
  const { words } = useLanguage();
  const { notices, problems, commands: said } = words;
  const [tested, setTested] = useState<ChannelTest | undefined>(undefined);
  const command = useCommand(client, true);
  const { sending } = command;
  const isSending = sending.kind === 'sending';
  const test = async (): Promise<void> => {
    if (isSending) return;
    setTested(undefined);
    if (await command.send(urlOf(commands.testChannels.path), {}, setTested)) onDone();
  };
  return (
    <>
      <CommandButton
        command="testChannels"
        availability={availability}
        kind="plain"
        label={isSending ? said.sending : undefined}
        onPress={() => void test()}
      />
      <div aria-live="polite">
        {sending.kind === 'failed' && (
          <p class="note">
            <ProblemText problem={sending.problem} unanswered={problems.notAnswered} />
          </p>
        )}
        {tested !== undefined && (
          <ul class="findings">
            {tested.tests.map(({ channel, result, problem }) => (
              <li key={channel} data-status={result === 'delivered' ? 'success' : 'failed'}>
                {notices.channel[channel]}: {notices.tested[result]}
                {problem !== null && <ServerWords>{problem}</ServerWords>}
              </li>
            ))}
          </ul>
        )}
      </div>
    </>
  );
}
