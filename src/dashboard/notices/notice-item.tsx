/** One notice: its title and what became of it, and its sentences on request. */
import type { DeliveryView, NoticeView } from '../../api/schemas/notice-schemas.ts';
import { fact, Facts } from '../layout/facts.tsx';
import { ServerWords } from '../problems/server-words.tsx';
import type { Words } from '../words/english.ts';
import { useLanguage } from '../words/use-language.tsx';

export function NoticeItem({ notice, now }: { readonly notice: NoticeView; readonly now: number }) {
  const { code, words, format } = useLanguage();
  const { notices } = words;
  const { time, title, happened, meaning, todo, run_id, deliveries } = notice;
  return (
    <li>
      <p>
        <time dateTime={time}>{format.moment(time, now)}</time> <strong>{title[code]}</strong>
      </p>
      <p>
        {deliveries.map((each) => `${notices.channel[each.channel]}: ${fateOf(each, notices)}`).join(' · ')}
      </p>
      <details>
        <summary>{notices.details}</summary>
        <Facts
          facts={[
            fact(notices.happened, <p>{happened[code]}</p>),
            fact(notices.meaning, <p>{meaning[code]}</p>),
            fact(notices.todo, <p>{todo[code]}</p>),
            fact(notices.run, run_id === null ? undefined : <a href={`#run=${run_id}`}>{run_id}</a>),
          ]}
        />
        {deliveries.map(
          ({ channel, problem }) => problem !== null && <ServerWords key={channel}>{problem}</ServerWords>,
        )}
      </details>
    </li>
  );
}

const fateOf = ({ result, left_out }: DeliveryView, { fate, leftOut }: Words['notices']): string =>
  left_out === null ? fate[result] : leftOut[left_out];
