/** A schedule document in words and pictures: in force on the card, proposed in the editor. */
import type { SchedulePreviewView } from '../../api/schemas/schedule-schemas.ts';
import { useLanguage } from '../words/use-language.tsx';
import { ExceptionList } from './exception-list.tsx';
import { colourOf, WeekView } from './week-view.tsx';

type Summarised = Pick<SchedulePreviewView, 'document' | 'words' | 'slots'>;

export function DocumentSummary({ document, words: inWords, slots }: Summarised) {
  const { code, words } = useLanguage();
  const { schedule } = words;
  const { profiles, adaptive, catch_up: catchUp, least_gap_minutes: leastGap } = document;
  return (
    <>
      {inWords.adaptive !== null && adaptive !== null && (
        <p>
          {schedule.adaptive} {inWords.adaptive[code]}.
        </p>
      )}
      {!catchUp && <p>{schedule.noCatchUp}</p>}
      {leastGap > 0 && <p>{schedule.leastGap(leastGap)}</p>}
      {(profiles.length > 0 || document.blackouts.length > 0) && (
        <>
          <h3>{schedule.profiles}</h3>
          <WeekView document={document} slots={slots} />
        </>
      )}
      {profiles.length > 0 && (
        <ol class="profiles">
          {inWords.profiles.map(({ name, when, rule }, index) => (
            <li key={name}>
              <span class="swatch" data-profile={colourOf(index)} aria-hidden="true">
                {index + 1}
              </span>{' '}
              <span>
                <strong>
                  <bdi>{name}</bdi>
                </strong>
                : {when[code]} – {rule[code]}
              </span>
            </li>
          ))}
        </ol>
      )}
      <ExceptionList document={document} />
    </>
  );
}
