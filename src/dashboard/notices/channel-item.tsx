/** One channel: what became of the last try, whether it is off or muted, and the button to mute it. */
import type { ChannelView } from '../../api/schemas/notice-schemas.ts';
import type { Availability } from '../commands/availability.ts';
import { CommandButton } from '../commands/command-button.tsx';
import { Actor, ReasonGiven } from '../layout/actor.tsx';
import { Foreign } from '../layout/foreign-text.tsx';
import { ServerWords } from '../problems/server-words.tsx';
import { useLanguage } from '../words/use-language.tsx';

interface Props {
  readonly channel: ChannelView;
  readonly now: number;
  readonly availability: Availability;
  readonly onMute: () => void;
}

export function ChannelItem({ channel: { channel, via, last, off_since, mute }, ...props }: Props) {
  const { words, format } = useLanguage();
  const { notices } = words;
  const { now, availability, onMute } = props;
  const label = mute === null ? notices.mute : notices.changeMute;
  return (
    <li>
      <p>
        <strong>{notices.channel[channel]}</strong>{' '}
        <small class="muted">
          (<Foreign>{via}</Foreign>)
        </small>
      </p>
      <p>
        {last === null ? (
          <span class="muted">{notices.neverTried}</span>
        ) : (
          <span data-status={last.result === 'failed' ? 'failed' : 'success'}>
            {notices.last[last.result](format.moment(last.time, now))}
          </span>
        )}
      </p>
      {last !== null && last.problem !== null && <ServerWords>{last.problem}</ServerWords>}
      {off_since !== null && <p class="note">{notices.off(format.moment(off_since, now))}</p>}
      {mute !== null && (
        <p class="note">
          {notices.mutedUntil(format.moment(mute.until, now))} <Actor id={mute.by_id}>{mute.by}</Actor>
          {' · '}
          <ReasonGiven>{mute.reason}</ReasonGiven>
        </p>
      )}
      <CommandButton
        command="muteChannel"
        availability={availability}
        kind="plain"
        label={label}
        describes={`${label} ${notices.channel[channel]}`}
        onPress={onMute}
      />
    </li>
  );
}
