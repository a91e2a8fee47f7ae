// Names that docker gives to containers: an adjective and a surname, from the machine's random numbers.
import type { Syscalls } from '../kernel/program.ts';

const adjectives = (
  'admiring adoring agitated angry backstabbing berserk clever cocky compassionate condescending cranky desperate ' +
  'determined distracted dreamy ecstatic elated elegant evil fervent focused furious gloomy goofy grave happy high ' +
  'hopeful hungry insane jolly jovial kickass lonely loving mad modest naughty nostalgic pensive prickly reverent ' +
  'romantic sad serene sharp sick silly sleepy small stoic stupefied suspicious tender thirsty tiny trusting'
).split(' ');
const surnames = (
  'albattani almeida archimedes ardinghelli babbage bardeen bartik bell blackwell bohr brattain brown carson colden ' +
  'cori cray curie darwin davinci einstein elion engelbart euclid fermat fermi feynman franklin galileo goldstine ' +
  'goodall hawking heisenberg hodgkin hoover hopper hypatia jang jones kirch kowalevski lalande leakey lovelace ' +
  'lumiere mayer mccarthy mcclintock mclean meitner mestorf morse newton nobel pare pasteur perlman pike poincare ' +
  'poitras ptolemy ramanujan ride ritchie rosalind sammet shockley sinoussi stallman swartz tesla thompson torvalds ' +
  'turing wescoff wilson wozniak wright yalow yonath'
).split(' ');

/** A name that `isTaken` does not know. */
export function containerName(sys: Syscalls, isTaken: (name: string) => boolean): string {
  for (;;) {
    const [a = 0, b = 0] = sys.getrandom(2);
    const name = `${adjectives[a % adjectives.length] ?? ''}_${surnames[b % surnames.length] ?? ''}`;
    if (name !== 'boring_wozniak' && !isTaken(name)) return name;
  }
}

/** 64 hexadecimal digits of which the first twelve are not all decimal. */
export function newId(sys: Syscalls): string {
  for (;;) {
    const id = [...sys.getrandom(32)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    if (!/^\d+$/.test(id.slice(0, 12))) return id;
  }
}
