/** Where an ICC profile says which colour space its pixels are in, and the name of the one every screen shows. */
const SPACE_AT = 16;
const TAG_COUNT_AT = 128;
const TAG_BYTES = 12;
const RGB_SPACE = "RGB ";
const DESCRIPTION_TAG = "desc";
const SRGB = /sRGB/;

/**
 * Whether a picture's ICC profile only says that its colours are what they would be taken for without one. Scanners and telephones
 * write such a profile into every JPEG, and converting by it changes nothing but costs more than decoding the sheet.
 */
export function isSrgbProfile(profile: Uint8Array): boolean {
  const view = Buffer.from(profile.buffer, profile.byteOffset, profile.byteLength);
  if (view.length < TAG_COUNT_AT + 4 || view.toString("latin1", SPACE_AT, SPACE_AT + 4) !== RGB_SPACE) return false;
  const tags = view.readUInt32BE(TAG_COUNT_AT);
  for (let tag = 0, at = TAG_COUNT_AT + 4; tag < tags && at + TAG_BYTES <= view.length; tag++, at += TAG_BYTES) {
    if (view.toString("latin1", at, at + 4) !== DESCRIPTION_TAG) continue;
    const from = view.readUInt32BE(at + 4);
    // Version 2 writes the name in ASCII, version 4 in UTF-16: without its zero bytes that is the same.
    return SRGB.test(view.toString("latin1", from, from + view.readUInt32BE(at + 8)).replaceAll("\0", ""));
  }
  return false;
}
