import type { Instant } from "../../domain/time/instant.ts";
import { migrate } from "../../server/database/migrate.ts";

/** One of several programs that start on one database at once. */
await migrate(process.argv[2] ?? "", "2026-11-16T02:00:00.000Z" as Instant);
