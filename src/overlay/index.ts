// The door of the overlay: its entry of /proc/filesystems, and what it tells as events.
export { overlayType } from './mount.ts';
export { isRead, type OverlayEvent } from './events.ts';
