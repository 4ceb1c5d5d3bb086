/** The profiles in their order, which decides: the first one that fits is in force. The order changes by buttons. */
import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { mostProfiles } from '../../core/schedule/limits.ts';
import { useLanguage } from '../words/use-language.tsx';
import { colourOf } from '../schedule/week-view.tsx';
import { Foldable } from './foldable.tsx';
import { idOfAdding, ItemList } from './item-list.tsx';
import { idOfButton, ProfileButtons } from './profile-buttons.tsx';
import { ProfileFields } from './profile-fields.tsx';
import { type CalendarDraft, newKey, type ProfileDraft } from './schedule-draft.ts';

interface Props {
  readonly profiles: readonly ProfileDraft[];
  readonly calendars: readonly CalendarDraft[];
  readonly onProfiles: (profiles: readonly ProfileDraft[]) => void;
  /** In the order of the profiles; shorter while the API has not answered. */
  readonly inWords: readonly string[];
}

const blank: Omit<ProfileDraft, 'key' | 'name'> = {
  weekdays: [],
  window: { from: '', to: '' },
  dates: [],
  calendar: '',
  kinds: [],
  rule: { kind: 'interval', hours: '3', after: 'finish', anchor: '', expression: '' },
  given: undefined,
};

export function ProfileList({ profiles, calendars, onProfiles, inWords }: Props) {
  const { profile: texts } = useLanguage().words.editor;
  const [said, setSaid] = useState('');
  const [opened, setOpened] = useState<number | undefined>(undefined);
  const focusOn = useRef<string | undefined>(undefined);
  useLayoutEffect(() => {
    // A button that has moved in the page has lost the focus.
    if (focusOn.current !== undefined) document.getElementById(focusOn.current)?.focus();
    focusOn.current = undefined;
  });
  const move = (index: number, by: -1 | 1): void => {
    const other = profiles[index + by];
    const moved = profiles[index];
    if (other === undefined || moved === undefined) return;
    focusOn.current = idOfButton(moved, by);
    setSaid(texts.moved(moved.name, index + by + 1, profiles.length));
    onProfiles(profiles.map((each) => (each === other ? moved : each === moved ? other : each)));
  };
  const remove = (profile: ProfileDraft): void => {
    focusOn.current = idOfAdding('profiles');
    setSaid(texts.removed(profile.name));
    onProfiles(profiles.filter((each) => each !== profile));
  };
  const add = (): void => {
    const key = newKey();
    setOpened(key);
    onProfiles([...profiles, { ...blank, key, name: texts.newName(profiles.length + 1) }]);
  };
  return (
    <>
      <ItemList
        path="profiles"
        meaning={texts.order}
        add={texts.add}
        isFull={profiles.length >= mostProfiles}
        onAdd={add}
      >
        {profiles.map((profile, index) => (
          <Item key={profile.key} open={profile.key === opened} index={index} name={profile.name}>
            <ProfileFields
              path={`profiles.${index}`}
              profile={profile}
              calendars={calendars}
              inWords={inWords[index]}
              onProfile={(changed) =>
                onProfiles(profiles.map((each) => (each.key === changed.key ? changed : each)))
              }
            />
            <ProfileButtons
              profile={profile}
              isFirst={index === 0}
              isLast={index === profiles.length - 1}
              onMove={(by) => move(index, by)}
              onRemove={() => remove(profile)}
            />
          </Item>
        ))}
      </ItemList>
      <output class="hidden">{said}</output>
    </>
  );
}

interface ItemProps {
  readonly index: number;
  readonly name: string;
  readonly open: boolean;
  readonly children: ComponentChildren;
}

function Item({ index, name, open, children }: ItemProps) {
  return (
    <li>
      <Foldable
        paths={[`profiles.${index}`]}
        open={open}
        summary={
          <>
            <span class="swatch" data-profile={colourOf(index)}>
              {index + 1}
            </span>{' '}
            <bdi>{name}</bdi>
          </>
        }
      >
        {children}
      </Foldable>
    </li>
  );
}
