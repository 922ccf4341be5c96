/** From a third on sharp itself asks the decoder for less. */
const [LEAST_SCALE, GREATEST_SCALE] = [1 / 3, 1 / 2];
/** What libvips takes for the beginning of options, in a name or in the folders above it. */
const READ_AS_OPTIONS = /["'[\],]/;

/**
 * The name by which libvips decodes a JPEG at half its size, which an A4 sheet at 300 dpi is still larger than a page at: a quarter less
 * work. sharp has no option for it and would decode the whole. Undefined where it does not fit the scale or the name.
 */
export function nameAtHalfSize(path: string, scale: number): string | undefined {
  return scale > LEAST_SCALE && scale <= GREATEST_SCALE && !READ_AS_OPTIONS.test(path) ? `${path}[shrink=2]` : undefined;
}
