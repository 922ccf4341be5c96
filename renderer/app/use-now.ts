import { useEffect, useState } from "react";
import type { Instant } from "../../domain/time/instant.ts";
import { useStores } from "./stores.ts";

const ticksEveryMs = 30_000;

/** The corrected time, anew twice a minute: fine enough for lights and "since when". */
export function useNow(): Instant {
  const { workplace } = useStores();
  const [now, setNow] = useState(() => workplace.getState().rightNow());
  useEffect(() => {
    const timer = setInterval(() => setNow(workplace.getState().rightNow()), ticksEveryMs);
    return () => clearInterval(timer);
  }, [workplace]);
  return now;
}
