/** Mutes one channel until a time on the schedule's wall clock, or ends its mute. */
import { useState } from 'preact/hooks';
import { commands, urlOf } from '../../api/commands.ts';
import type { ChannelView } from '../../api/schemas/notice-schemas.ts';
import { pausesEndBefore } from '../../core/schedule/limits.ts';
import { CommandForm, type DialogProps } from '../commands/command-form.tsx';
import { Choice, Field } from '../commands/fields.tsx';
import { useCommand } from '../commands/use-command.ts';
import { Dialog } from '../layout/dialog.tsx';
import { useNow } from '../time/use-now.ts';
import { wallClockToIso } from '../time/wall-clock.ts';
import { useLanguage } from '../words/use-language.tsx';

interface Props extends Omit<DialogProps, 'open'> {
  /** Undefined while the dialog is closed. */
  readonly channel: ChannelView | undefined;
}

const blank = { reason: '', until: '', ends: false };
type Typed = typeof blank;

export function MuteDialog({ client, channel, onClose, onDone }: Props) {
  const { words, format } = useLanguage();
  const { muteDialog: said, channel: names } = words.notices;
  const [typed, setTyped] = useState<Typed>(blank);
  const command = useCommand(client, channel !== undefined);
  const now = useNow();
  const isMuted = channel !== undefined && channel.mute !== null;
  const ends = isMuted && typed.ends;
  const until = wallClockToIso(typed.until, format.zone);
  const endsAt = Date.parse(until ?? '');
  const inTime = endsAt > now && endsAt < pausesEndBefore;
  const reason = typed.reason.trim();
  const wrong =
    ends || inTime
      ? reason === ''
        ? words.commands.reasonFirst
        : undefined
      : words.dayCommands.reopen.untilWrong;
  const submit = async (): Promise<void> => {
    const body = { channel: channel?.channel, until: ends ? null : until, reason };
    if (!(await command.send(urlOf(commands.muteChannel.path), body))) return;
    setTyped(blank);
    onDone();
  };
  return (
    <Dialog
      title={said.title(channel === undefined ? '' : names[channel.channel])}
      open={channel !== undefined}
      busy={command.sending.kind === 'sending'}
      onClose={onClose}
    >
      <CommandForm
        command={command}
        words={ends ? said.endWords : said.words}
        confirm={ends ? said.end : said.confirm}
        wrong={wrong}
        onSubmit={() => void submit()}
        onBack={onClose}
      >
        {isMuted && (
          <Choice
            legend={said.choice}
            options={[
              ['mute', said.confirm],
              ['end', said.end],
            ]}
            value={ends ? 'end' : 'mute'}
            onValue={(value) => setTyped({ ...typed, ends: value === 'end' })}
          />
        )}
        {!ends && <UntilField typed={typed} onTyped={setTyped} now={now} inTime={inTime} />}
        <Field
          type="text"
          label={words.commands.reason}
          hint={said.reasonHint}
          value={typed.reason}
          onValue={(value) => setTyped({ ...typed, reason: value })}
          maxLength={500}
        />
      </CommandForm>
    </Dialog>
  );
}

interface UntilProps {
  readonly typed: Typed;
  readonly onTyped: (typed: Typed) => void;
  readonly now: number;
  readonly inTime: boolean;
}

function UntilField({ typed, onTyped, now, inTime }: UntilProps) {
  const { words, format } = useLanguage();
  const { muteDialog: said } = words.notices;
  const until = wallClockToIso(typed.until, format.zone);
  const wrong = typed.until !== '' && !inTime;
  const hint = (): string => {
    if (wrong) return words.commands.stop.untilWrong;
    if (until === undefined) return said.untilHint(format.zone);
    return said.untilMeans(format.exact(until), format.duration((Date.parse(until) - now) / 1_000));
  };
  return (
    <Field
      type="datetime-local"
      label={said.until}
      hint={hint()}
      value={typed.until}
      onValue={(value) => onTyped({ ...typed, until: value })}
      invalid={wrong}
    />
  );
}
