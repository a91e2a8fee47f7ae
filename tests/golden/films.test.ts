import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Film, playFilm } from '../support/film.ts';

const directory = new URL('films/', import.meta.url);
const films = readdirSync(directory)
  .filter((name) => name.endsWith('.json'))
  .map((name) => JSON.parse(readFileSync(new URL(name, directory), 'utf8')) as Film)
  .filter((film) => film.lacks === undefined);

describe('what the kernel was recorded doing', () => {
  it('is all there', () => {
    expect(films).toHaveLength(69);
  });

  it.each(films.map((film) => [film.name, film] as const))('%s', (_name, film) => {
    expect(playFilm(film)).toBeUndefined();
  });
});
