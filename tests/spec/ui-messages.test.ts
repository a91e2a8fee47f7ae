// What the page says: the same messages in both languages, and a sentence for every step that a kernel film has.
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { OverlayStep } from '../../src/overlay/events.ts';
import { message, parseCatalogue } from '../../src/session/catalogue.ts';
import { stepSentence } from '../../src/ui/sentences.ts';
import { apply } from '../../src/ui/stage/film.ts';
import type { Node, Place } from '../../src/ui/stage/layers.ts';
import { locales, words } from '../../src/ui/words.ts';

const messages = new URL('../../src/messages/', import.meta.url);
const films = new URL('../golden/films/', import.meta.url);

describe('the catalogues', () => {
  const topics = readdirSync(new URL('en/', messages)).sort();

  test('both languages have the same topics', () => {
    expect(readdirSync(new URL('zh-CN/', messages)).sort()).toEqual(topics);
  });

  test.each(topics)('%s has the same messages with the same values in both languages', (topic) => {
    const [en, zh] = locales.map((locale) =>
      parseCatalogue(readFileSync(new URL(`${locale}/${topic}`, messages), 'utf8')),
    );
    const ids = [...(en?.keys() ?? [])].filter((id) => id !== 'title' && id !== 'intro');
    expect([...(zh?.keys() ?? [])].filter((id) => id !== 'title' && id !== 'intro').sort()).toEqual([...ids].sort());
    const holes = (text: string | undefined): string[] => [...new Set((text ?? '').match(/\{\w+\}/g))].sort();
    for (const id of ids) expect([id, holes(zh?.get(id))]).toEqual([id, holes(en?.get(id))]);
  });

  test('a message that is missing is an error', () => {
    expect(() => message(new Map(), 'nothing')).toThrow('nothing');
  });
});

interface Recorded {
  readonly ops: readonly { readonly steps: readonly OverlayStep[] }[];
}
const place: Place = { id: 1, target: '/m', lower: ['/lower'], upper: '/upper', work: '/work', mounted: true };

describe.each(locales)('steps in %s', (locale) => {
  const say = words(locale);
  test.each(readdirSync(films).filter((name) => name.endsWith('.json')))('%s: every step is a sentence', (name) => {
    const film = JSON.parse(readFileSync(new URL(name, films), 'utf8')) as Recorded;
    const model = new Map<string, Node>();
    for (const { steps } of film.ops) {
      for (const step of steps) {
        const sentence = stepSentence(say, place, step, model);
        expect(sentence).not.toMatch(/[{}]|undefined|^step\./);
        expect(sentence).toMatch(locale === 'en' ? /[.]$/ : /[。]$/);
        apply(model, place, step);
      }
    }
  });
});
