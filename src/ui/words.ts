// Every sentence the page says, from src/messages/<locale>/*.md. A message that is missing is a bug, which a test finds.
import { type Catalogue, message, parseCatalogue } from '../session/catalogue.ts';
import type { Locale } from '../session/log.ts';

const sources = import.meta.glob<string>('../messages/*/{page,steps}.md', {
  query: '?raw',
  import: 'default',
  eager: true,
});

export const locales: readonly Locale[] = ['en', 'zh-CN'];

const catalogues: ReadonlyMap<Locale, Catalogue> = new Map(
  locales.map((locale) => [
    locale,
    new Map(
      Object.entries(sources)
        .filter(([path]) => path.includes(`/${locale}/`))
        .flatMap(([, text]) => [...parseCatalogue(text)]),
    ),
  ]),
);

export type Values = Readonly<Record<string, string | number>>;
export type Say = (id: string, values?: Values) => string;

/** Says messages in one language. A count picks `id.one` where the catalogue has it. */
export function words(locale: Locale): Say {
  const catalogue = catalogueOf(locale);
  return (id, values = {}) => {
    const one = values['count'] === 1 && catalogue.has(`${id}.one`) ? `${id}.one` : id;
    const texts = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]));
    return message(catalogue, one, texts);
  };
}

export function catalogueOf(locale: Locale): Catalogue {
  return catalogues.get(locale) ?? new Map();
}
