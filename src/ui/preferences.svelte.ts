// What the reader chose to see: language, theme, stack or grid. Kept in this browser; the address can say it too.
import type { Locale } from '../session/log.ts';

export type Theme = 'light' | 'dark';
export type StageView = 'stack' | 'grid';

interface Stored {
  readonly locale?: Locale;
  readonly theme?: Theme;
  readonly view?: StageView;
}

const storageKey = 'copyup-preferences';

/** Where storage is forbidden, nothing is kept and everything else works. */
function stored(): Stored {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(storageKey) ?? '{}');
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}

export function localeOf(query: string | null, saved: string | undefined, languages: readonly string[]): Locale {
  const wanted = query ?? saved ?? languages.find((language) => /^(en|zh)\b/i.test(language)) ?? 'en';
  return /^zh/i.test(wanted) ? 'zh-CN' : 'en';
}

export class Preferences {
  locale = $state<Locale>('en');
  view = $state<StageView>('stack');
  #theme = $state<Theme | undefined>();
  #systemDark = $state(true);
  still = $state(false);

  constructor() {
    const query = new URLSearchParams(location.search);
    const saved = stored();
    this.locale = localeOf(query.get('lang'), saved.locale, navigator.languages);
    const theme = query.get('theme') ?? saved.theme;
    this.#theme = theme === 'light' || theme === 'dark' ? theme : undefined;
    const view = query.get('view') ?? saved.view;
    this.view = view === 'grid' ? 'grid' : 'stack';
    const dark = matchMedia('(prefers-color-scheme: dark)');
    this.#systemDark = dark.matches;
    dark.addEventListener('change', () => (this.#systemDark = dark.matches));
    const still = matchMedia('(prefers-reduced-motion: reduce)');
    this.still = still.matches;
    still.addEventListener('change', () => (this.still = still.matches));
  }

  get theme(): Theme {
    return this.#theme ?? (this.#systemDark ? 'dark' : 'light');
  }

  toggleTheme(): void {
    this.#theme = this.theme === 'dark' ? 'light' : 'dark';
    this.#keep();
  }

  toggleView(): void {
    this.view = this.view === 'stack' ? 'grid' : 'stack';
    this.#keep();
  }

  setView(view: StageView): void {
    this.view = view;
    this.#keep();
  }

  toggleLocale(): void {
    this.locale = this.locale === 'en' ? 'zh-CN' : 'en';
    this.#keep();
  }

  #keep(): void {
    const value: Stored = {
      locale: this.locale,
      view: this.view,
      ...(this.#theme === undefined ? {} : { theme: this.#theme }),
    };
    try {
      localStorage.setItem(storageKey, JSON.stringify(value));
    } catch {
      // Storage is forbidden here: the choice holds until the page is closed.
    }
  }
}
