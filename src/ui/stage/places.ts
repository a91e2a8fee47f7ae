// Which overlays there are to look at: those mounted now, and those that the log says were.
import type { Session } from '../../session/session.ts';
import type { Place } from './layers.ts';

/** Newest first; an overlay that is mounted stands before one that no longer is. */
export function placesOf(session: Pick<Session, 'overlays' | 'log'>): readonly Place[] {
  const places = new Map<number, Place>();
  for (const entry of session.log) {
    if (entry.kind !== 'event' || entry.op !== 'mount' || entry.fstype !== 'overlay' || entry.lower === undefined)
      continue;
    places.delete(entry.mount);
    places.set(entry.mount, {
      id: entry.mount,
      target: entry.target,
      lower: entry.lower,
      upper: entry.upper,
      work: entry.work,
      mounted: false,
    });
  }
  for (const mount of session.overlays()) {
    places.delete(mount.id);
    places.set(mount.id, {
      id: mount.id,
      target: mount.target,
      lower: mount.lower,
      upper: mount.upper,
      work: mount.work,
      mounted: true,
    });
  }
  const all = [...places.values()].reverse();
  return [...all.filter((place) => place.mounted), ...all.filter((place) => !place.mounted)];
}
