/** The channels that notices are sent through, a test of them, and the latest notices. */
import { useState } from 'preact/hooks';
import type { ChannelView, NoticesView } from '../../api/schemas/notice-schemas.ts';
import { type Feed, useFollowed } from '../api/use-followed.ts';
import { availabilityOf, type Known } from '../commands/availability.ts';
import { Card } from '../layout/card.tsx';
import { Pager, usePages } from '../layout/pager.tsx';
import { LeftOut } from '../problems/left-out.tsx';
import { Loaded } from '../problems/loaded.tsx';
import { minute, useNow } from '../time/use-now.ts';
import { useLanguage } from '../words/use-language.tsx';
import { ChannelItem } from './channel-item.tsx';
import { MuteDialog } from './mute-dialog.tsx';
import { NoticeItem } from './notice-item.tsx';
import { TestButton } from './test-button.tsx';
import { PartsLeftOff } from './parts-left-off.tsx';

interface Props extends Known {
  readonly feed: Feed;
  /** A channel was muted, or tested: there is something new to show. */
  readonly onChanged: () => void;
}

export function NoticesCard({ feed, onChanged, ...known }: Props) {
  const { words } = useLanguage();
  const { notices } = words;
  const now = useNow(minute);
  const pages = usePages('/scheduler/notices?limit=5');
  const page = useFollowed<NoticesView>(feed, pages.path);
  const [muting, setMuting] = useState<ChannelView['channel'] | undefined>(undefined);
  const channel = page.data?.channels.find((each) => each.channel === muting);
  const { client } = feed;
  return (
    <Card title={notices.title} area="notices">
      <Loaded resource={page}>
        {({ channels, wrong_settings, waiting, sent, next, damaged }) => (
          <>
            <PartsLeftOff wrong={wrong_settings} />
            {channels.length === 0 && <p class="muted">{notices.none}</p>}
            {channels.length > 0 && (
              <ul class="entries">
                {channels.map((each) => (
                  <ChannelItem
                    key={each.channel}
                    channel={each}
                    now={now}
                    availability={availabilityOf('muteChannel', known)}
                    onMute={() => setMuting(each.channel)}
                  />
                ))}
              </ul>
            )}
            {(channels.length > 0 ||
              wrong_settings.some(({ part }) => Object.hasOwn(notices.channel, part))) && (
              <TestButton
                client={client}
                availability={availabilityOf('testChannels', known)}
                onDone={onChanged}
              />
            )}
            {waiting.length + sent.length > 0 && (
              <>
                <h3>{notices.latest}</h3>
                <ol class="entries">
                  {[...(pages.isFirst ? waiting.toReversed() : []), ...sent].map((each) => (
                    <NoticeItem key={each.id} notice={each} now={now} />
                  ))}
                </ol>
              </>
            )}
            <LeftOut damaged={damaged} />
            <Pager pages={pages} next={next} pending={page.pending} />
          </>
        )}
      </Loaded>
      <MuteDialog
        client={client}
        channel={channel}
        onClose={() => setMuting(undefined)}
        onDone={() => {
          setMuting(undefined);
          onChanged();
        }}
      />
    </Card>
  );
}
