/** A time for people, the same everywhere: 2026-03-02 09:00:00 UTC. */
export function utc(iso: string): string {
  return /^\d{4}-\d\d-\d\dT/.test(iso) ? `${iso.slice(0, 10)} ${iso.slice(11, 19)} UTC` : iso
}
