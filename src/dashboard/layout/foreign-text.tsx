/** Text that somebody else wrote: however it is directed, it cannot turn the text around it. */
interface Props {
  readonly children: string;
  /** `en` for the words of the server; absent for those of people and procedures. */
  readonly lang?: 'en';
}

export function Foreign({ children, lang }: Props) {
  return <bdi {...(lang === undefined ? {} : { lang })}>{children}</bdi>;
}
