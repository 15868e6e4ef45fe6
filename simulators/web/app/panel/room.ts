const ROOM = '(min-width: 1100px)'

/** Whether the panel stands beside the workspace; otherwise it lies over it. */
export function hasRoomForPanel(): boolean {
  return matchMedia(ROOM).matches
}
