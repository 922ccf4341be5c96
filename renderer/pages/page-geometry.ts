export interface PageGeometry {
  /** The room the turned page takes, in pixels. */
  readonly boxWidth: number;
  readonly boxHeight: number;
  /** The picture before turning. */
  readonly pictureWidth: number;
  readonly pictureHeight: number;
}

/** The page fitted into the room, then zoomed; turned by quarter turns it swaps its sides. */
export function pageGeometry(
  page: { width: number; height: number },
  turnDegrees: number,
  room: { width: number; height: number },
  zoom: number,
): PageGeometry {
  const isSideways = turnDegrees % 180 !== 0;
  const [width, height] = isSideways ? [page.height, page.width] : [page.width, page.height];
  const scale = Math.max(0, Math.min(room.width / width, room.height / height)) * zoom;
  return {
    boxWidth: Math.floor(width * scale),
    boxHeight: Math.floor(height * scale),
    pictureWidth: Math.floor(page.width * scale),
    pictureHeight: Math.floor(page.height * scale),
  };
}
