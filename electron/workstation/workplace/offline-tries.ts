import { z } from "zod";
import type { Settings } from "../../../db/settings.ts";
import { Failure } from "../../../domain/failure.ts";
import { failuresForgottenAfterMs, findWaitEnd } from "../../../domain/people/sign-in-wait.ts";
import { addMs, instantSchema, type Instant } from "../../../domain/time/instant.ts";

const key = "offline-sign-in-tries";
/** So many accounts are remembered: names made up by whoever guesses must not fill the disk. */
const mostAccounts = 100;
const triesSchema = z.record(z.string(), z.object({ failedAttempts: z.int(), lastFailedAt: instantSchema }));

/** Wrong passwords given here without the centre, which counts its own. Kept on the disk: a restart is no way round the wait. */
export interface OfflineTries {
  /**
   * Counts a try as wrong until it is known to be right, so that many at once get no further than one after the other.
   * Throws Failure `account-waits`, for an account that nobody here has as well.
   */
  begin(account: string): void;
  succeeded(account: string): void;
}

export function createOfflineTries(settings: Pick<Settings, "find" | "set">, now: () => Instant): OfflineTries {
  const read = (): z.infer<typeof triesSchema> => {
    const known = triesSchema.safeParse(settings.find(key)).data ?? {};
    const oldest = addMs(now(), -failuresForgottenAfterMs);
    return Object.fromEntries(Object.entries(known).filter(([, { lastFailedAt }]) => lastFailedAt > oldest));
  };

  return {
    begin(account) {
      const { [account]: earlier, ...others } = read();
      const until = earlier && findWaitEnd(earlier.failedAttempts, earlier.lastFailedAt);
      if (until !== undefined && until > now()) throw new Failure("account-waits", { retryable: true, details: { account, until } });
      const kept = Object.entries(others).slice(-(mostAccounts - 1));
      settings.set(key, Object.fromEntries([...kept, [account, { failedAttempts: (earlier?.failedAttempts ?? 0) + 1, lastFailedAt: now() }]]));
    },
    succeeded(account) {
      const { [account]: earlier, ...others } = read();
      if (earlier !== undefined) settings.set(key, others);
    },
  };
}
