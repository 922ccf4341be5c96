/** Made at first use: the order of Chinese takes a while to load, and a start needs none of it. */
let collator: Intl.Collator | undefined;

/** The order a person reads file names in: `第2页` before `第10页`, `IMG_9` before `IMG_10`. Total: equal only for equal strings. */
export function compareNaturally(a: string, b: string): number {
  collator ??= new Intl.Collator("zh-CN", { numeric: true, sensitivity: "base" });
  return collator.compare(a, b) || (a < b ? -1 : a > b ? 1 : 0);
}
