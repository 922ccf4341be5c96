import { z } from "zod";

/** The page's policy forbids code made from text: zod need not try, which is reported as a violation and takes a start some 20 ms. Imported before any schema. */
z.config({ jitless: true });
