/** Asks five times a second until there is an answer; throws when there is none within a minute. */
export async function until<T>(ask: () => Promise<T | undefined>, what: string): Promise<T> {
  for (let round = 0; round < 300; round += 1) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`waited a minute in vain: ${what}`);
}
