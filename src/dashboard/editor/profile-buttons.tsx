/** The buttons of one profile: up, down and away. */
import { useLanguage } from '../words/use-language.tsx';
import type { ProfileDraft } from './schedule-draft.ts';

/** By which the list gives the focus back after a move. */
export const idOfButton = ({ key }: ProfileDraft, by: -1 | 1): string =>
  `profile-${key}-${by === -1 ? 'up' : 'down'}`;

interface Props {
  readonly profile: ProfileDraft;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly onMove: (by: -1 | 1) => void;
  readonly onRemove: () => void;
}

/** Not `disabled`: the focus would be lost at the ends of the list. */
export function ProfileButtons({ profile, isFirst, isLast, onMove, onRemove }: Props) {
  const { profile: texts } = useLanguage().words.editor;
  return (
    <div class="buttons">
      <button type="button" id={idOfButton(profile, -1)} aria-disabled={isFirst} onClick={() => onMove(-1)}>
        {texts.up} <span class="hidden">{profile.name}</span>
      </button>
      <button type="button" id={idOfButton(profile, 1)} aria-disabled={isLast} onClick={() => onMove(1)}>
        {texts.down} <span class="hidden">{profile.name}</span>
      </button>
      <button type="button" class="danger" onClick={onRemove}>
        {texts.remove} <span class="hidden">{profile.name}</span>
      </button>
    </div>
  );
}
