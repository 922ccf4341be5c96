import { pages0001 } from "./pages-0001.ts";
import { records0001 } from "./records-0001.ts";
import { records0002 } from "./records-0002.ts";
import { records0003 } from "./records-0003.ts";
import { records0004 } from "./records-0004.ts";
import { records0005 } from "./records-0005.ts";
import { records0006 } from "./records-0006.ts";
import { records0007 } from "./records-0007.ts";
import { records0008 } from "./records-0008.ts";
import { records0009 } from "./records-0009.ts";

/** In order; the database's `user_version` is the number of those it has been through. */
export const recordsMigrations: readonly string[] = [
  records0001, records0002, records0003, records0004, records0005, records0006, records0007, records0008, records0009,
];
export const pagesMigrations: readonly string[] = [pages0001];
